package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
  private static final Duration PERIOD = Duration.ofMillis(20);

  @TempDir private Path directory;
  private final AtomicInteger told = new AtomicInteger();
  private Path file;
  private Path secret;
  @AutoClose private ConfigWatch watch;

  @BeforeEach
  void prepare() throws Exception {
    file = directory.resolve("config.json");
    secret = Files.writeString(directory.resolve("secret"), "first");
    Files.writeString(file, "{\"a\": \"${file:secret}\"}");
  }

  @Test
  void tellsOnceOfEachChange() throws Exception {
    start();
    Files.writeString(file, "{\"b\": \"${file:secret}\"}");

    await().until(() -> told.get() == 1);
    Files.writeString(file, "{");
    await().until(() -> told.get() == 2);
    assertThat(quiet()).isEqualTo(2);
  }

  @Test
  void tellsOfASecretOfTheSameLength() throws Exception {
    start();
    Files.writeString(secret, "other");

    await().until(() -> told.get() == 1);
  }

  @Test
  void followsALinkThatIsTurned() throws Exception {
    Path other = Files.writeString(directory.resolve("other"), "second");
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, secret);
    Files.writeString(file, "{\"a\": \"${file:link}\"}");
    start();
    Path next = Files.createSymbolicLink(directory.resolve("next"), other);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

    await().until(() -> told.get() == 1);
  }

  @Test
  void watchesWhatTheChangedFileRefersTo() throws Exception {
    start();
    Path other = Files.writeString(directory.resolve("other"), "second");
    Files.writeString(file, "{\"a\": \"${file:other}\"}");
    await().until(() -> told.get() == 1);
    Files.writeString(other, "third");

    await().until(() -> told.get() == 2);
  }

  @Test
  void tellsOfWhatChangedBeforeItWasStarted() throws Exception {
    watch = new ConfigWatch(ConfigFile.read(file), PERIOD);
    Files.writeString(secret, "other");
    watch.start(told::incrementAndGet);

    await().until(() -> told.get() == 1);
  }

  @Test
  void goesOnAfterAFaultOfTheReaction() throws Exception {
    watch = new ConfigWatch(ConfigFile.read(file), PERIOD);
    watch.start(
        () -> {
          told.incrementAndGet();
          throw new IllegalStateException("a fault");
        });
    Files.writeString(secret, "other");
    await().until(() -> told.get() == 1);
    Files.writeString(secret, "third");

    await().until(() -> told.get() == 2);
  }

  private void start() throws Exception {
    watch = new ConfigWatch(ConfigFile.read(file), PERIOD);
    watch.start(told::incrementAndGet);
  }

  /** What was told after a mark that comes last: nothing else is under way then. */
  private int quiet() throws Exception {
    int before = told.get();
    Files.writeString(secret, "a mark");
    await().until(() -> told.get() > before);
    return told.get() - 1;
  }
}
