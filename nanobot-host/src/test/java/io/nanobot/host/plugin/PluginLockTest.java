package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLockTest {
  private static final Sha256 ONE = new Sha256("1".repeat(64));
  private static final Sha256 TWO = new Sha256("2".repeat(64));
  private static final Sha256 LETTERS = new Sha256("abcdef01".repeat(8));

  @TempDir Path root;
  private Path file;

  @BeforeEach
  void setUp() {
    file = root.resolve("plugins.lock");
  }

  @Test
  void writesOneLineForEachJarByNameAndTheSameEachTime() {
    LockedJar b = LockedJar.of(ONE, "b.jar", "id-b", "1.0.0");
    LockedJar a = LockedJar.of(TWO, "a.jar", "id-a", "2.0.0");
    String text = new PluginLock(List.of(b, a)).text();

    assertThat(text).isEqualTo(new PluginLock(List.of(a, b, a)).text());
    assertThat(text.lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "2".repeat(64) + "  a.jar  id-a  2.0.0", "1".repeat(64) + "  b.jar  id-b  1.0.0");
  }

  @Test
  void readsWhatItWrites() throws Exception {
    LockedJar spaced = LockedJar.of(ONE, "my  own (2) #1.jar", "", "1 0");
    LockedJar chinese = LockedJar.of(LETTERS, "渠道.jar", "id", "1.0.0");
    Files.writeString(file, new PluginLock(List.of(spaced, chinese)).text());

    assertThat(read().jars())
        .containsExactly(new LockedJar(ONE, "my  own (2) #1.jar", "-", "-"), chinese);
  }

  @Test
  void readsWhatEditorsMakeOfIt() throws Exception {
    String upper = LETTERS.hex().toUpperCase(Locale.ROOT);
    Files.writeString(
        file, "\uFEFF# mine\r\n\r\n  " + upper + "\ta.jar \t id   1.0.0  \r\n# end\r\n");

    assertThat(read().jars()).containsExactly(new LockedJar(LETTERS, "a.jar", "id", "1.0.0"));
    assertThat(read().state("a.jar", LETTERS)).isEqualTo(LockState.LOCKED);
  }

  @Test
  void sameLineTwiceIsOneJar() throws Exception {
    String line = LockedJar.of(ONE, "a.jar", "id", "1.0.0").line();
    Files.writeString(file, line + "\n" + line + "\n");

    assertThat(read().jars()).hasSize(1);
  }

  @Test
  void comparesNameAndDigest() {
    PluginLock lock =
        new PluginLock(
            List.of(
                LockedJar.of(ONE, "a.jar", "id", "1.0.0"),
                LockedJar.of(TWO, "a.jar", "id", "1.1.0"))); // one name in two folders

    assertThat(lock.state("a.jar", ONE)).isEqualTo(LockState.LOCKED);
    assertThat(lock.state("a.jar", TWO)).isEqualTo(LockState.LOCKED);
    assertThat(lock.state("a.jar", LETTERS)).isEqualTo(LockState.CHANGED);
    assertThat(lock.state("b.jar", ONE)).isEqualTo(LockState.UNKNOWN);
    assertThat(lock.state("A.jar", ONE)).isEqualTo(LockState.UNKNOWN);
  }

  @Test
  void saysWhichLineItDoesNotUnderstand() throws IOException {
    String good = LockedJar.of(ONE, "a.jar", "id", "1.0.0").line();
    for (String bad :
        List.of(
            "<<<<<<< HEAD",
            "nonsense",
            "1".repeat(63) + "  a.jar  id  1.0.0",
            "1".repeat(64),
            "1".repeat(64) + "  a.jar",
            "1".repeat(64) + "  a.jar  id",
            "1".repeat(64) + "  a\0b.jar  id  1.0.0",
            "g".repeat(64) + "  a.jar  id  1.0.0")) {
      Files.writeString(file, "# comment\n" + good + "\n" + bad + "\n");

      assertThat(refusal()).as(bad).startsWith("its line 3 is not");
    }
  }

  @Test
  void saysWhyItCanNotBeRead() throws IOException {
    Files.write(file, "渠道".getBytes(StandardCharsets.UTF_16));
    assertThat(refusal()).isEqualTo("it is not UTF-8 text");
    Files.write(file, new byte[(1 << 20) + 1]);
    assertThat(refusal()).isEqualTo("it is larger than 1 MiB");
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(refusal()).startsWith("it can not be read");
  }

  @Test
  void noFileIsNoLock() throws PluginRefused {
    assertThat(PluginLock.read(file)).isEmpty();
  }

  private PluginLock read() throws PluginRefused {
    return PluginLock.read(file).orElseThrow();
  }

  private String refusal() {
    return catchThrowableOfType(PluginRefused.class, () -> PluginLock.read(file)).getMessage();
  }
}
