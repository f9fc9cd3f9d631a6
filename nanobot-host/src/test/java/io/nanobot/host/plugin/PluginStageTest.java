package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.Channel;
import io.nanobot.host.plugin.PluginReport.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PluginStageTest {
  @TempDir Path root;
  @AutoClose private Zoo zoo;

  @BeforeEach
  void setUp() {
    zoo = new Zoo(root);
  }

  @Test
  void jarMayBeOverwrittenWhileItRuns() throws Exception { // trap 16
    zoo.load();
    try (Channel channel = zoo.create("good")) {
      Files.write(zoo.folder.resolve("good.jar"), new byte[100_000]);

      // loads zoo.Lazy only now
      assertThat(channel.send(Zoo.message("late")).messageIds()).containsExactly("sent late");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void copyIsUnderItsDigestAndForItsOwnerOnly() throws IOException {
    zoo.load();

    Path copy = staged().filter(path -> path.endsWith("good.jar")).findFirst().orElseThrow();
    Path digest = copy.getParent();
    assertThat(digest.getFileName().toString()).matches("[0-9a-f]{64}");
    assertThat(permissions(copy)).isEqualTo("rw-------");
    assertThat(permissions(digest)).isEqualTo("rwx------");
    assertThat(permissions(digest.getParent())).isEqualTo("rwx------");
    assertThat(permissions(zoo.stage)).isEqualTo("rwx------");
  }

  @Test
  void nothingStaysOfRefusedUnloadedAndClosedPlugins() throws IOException {
    zoo.with("bad.jar", PluginJar.channel("bad").manifest("Plugin-Requires", ">=9"));
    zoo.with("throws.jar", PluginJar.channel("throws").body("constructor", "throw new Error();"));
    zoo.with("other.jar", PluginJar.channel("other"));
    PluginCatalog catalog = zoo.load();
    assertThat(jars()).containsExactlyInAnyOrder("good.jar", "other.jar");

    assertThat(catalog.unload("other")).isTrue();
    assertThat(jars()).containsExactly("good.jar");
    assertThat(zoo.report("other.jar").state()).isEqualTo(State.SKIPPED);
    assertThat(zoo.report("other.jar").reason()).isEqualTo("unloaded");
    assertThat(catalog.unload("other")).isFalse();

    catalog.close();
    assertThat(staged()).containsExactly(zoo.stage);
  }

  @Test
  void removesWhatDeadProcessLeftAndNothingOfLiveOne() throws IOException {
    Path dead = Files.createDirectories(zoo.stage.resolve("99-dead").resolve("ab"));
    Files.writeString(dead.resolve("old.jar"), "old");
    Files.createFile(zoo.stage.resolve("99-dead.lock"));
    zoo.load();

    try (PluginCatalog second =
        PluginCatalog.load(List.of(zoo.folder), zoo.lock, zoo.stage, Zoo.limits())) {
      assertThat(second.channel("good")).isPresent();
      assertThat(jars()).containsExactly("good.jar", "good.jar");
    }
    assertThat(jars()).containsExactly("good.jar");
    assertThat(zoo.stage.resolve("99-dead")).doesNotExist();
    zoo.assertGoodWorks();
  }

  @Test
  void holdsItsFolderAgainstOtherProcessesAlsoAfterASecondOneOfItsOwn() throws Exception {
    zoo.load();
    try (PluginCatalog second =
        PluginCatalog.load(List.of(zoo.folder), zoo.lock, zoo.stage, Zoo.limits())) {
      assertThat(second.channel("good")).isPresent();
    }

    assertThat(OtherProcess.looksIn(zoo.stage)).isZero();

    assertThat(jars()).containsExactly("good.jar");
  }

  /** Opens a folder of its own, and so removes what it takes for leftovers. */
  static final class OtherProcess {
    static int looksIn(Path stage) throws Exception {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              OtherProcess.class.getName(),
              stage.toString())
          .inheritIO()
          .start()
          .waitFor();
    }

    public static void main(String[] arguments) throws IOException {
      StageFolder.open(Path.of(arguments[0])).close();
    }
  }

  @Test
  void saysThatStageCanNotBeWritten() throws IOException {
    Files.createFile(zoo.stage);

    zoo.load();

    PluginReport report = zoo.report("good.jar");
    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.reason())
        .startsWith("it could not be copied to the staging folder " + zoo.stage);
    assertThat(report.fix()).contains("let the user of the gateway write to that folder");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void saysThatLinkLeadsNowhere() throws IOException {
    Files.createSymbolicLink(zoo.folder.resolve("link.jar"), root.resolve("nowhere.jar"));

    PluginReport report = zoo.reportOf("link.jar");

    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.reason()).startsWith("it can not be read");
  }

  private Stream<Path> staged() throws IOException {
    try (Stream<Path> all = Files.walk(zoo.stage)) {
      return all.toList().stream();
    }
  }

  private List<String> jars() throws IOException {
    return staged()
        .map(path -> path.getFileName().toString())
        .filter(name -> name.endsWith(".jar"))
        .toList();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
