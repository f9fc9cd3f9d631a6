package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Attachment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures are those that the documentation of {@code Channel.send} promises. */
class SendLimitTest {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  @TempDir Path folder;

  private static Duration of(Attachment... files) {
    return new SendLimit(PluginLimits.standard().send()).of(Zoo.message("hi", files));
  }

  private Attachment file(String name, long bytes) throws IOException {
    Path path = folder.resolve(name);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(bytes); // takes no room on the disk
    }
    return Zoo.file(path.toUri());
  }

  @Test
  void textHasAMinute() {
    assertThat(of()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void eachFileHasAMinuteAndASecondForEach64Kib() throws Exception {
    assertThat(of(file("a", 20 * MIB))).isEqualTo(Duration.ofSeconds(60 + 60 + 320));
    assertThat(of(file("b", 64 * KIB), file("c", 64 * KIB + 1), file("d", 0)))
        .isEqualTo(Duration.ofSeconds(60 + 61 + 62 + 60));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/a.pdf",
        "file:///no/such/file",
        "file://elsewhere/a.pdf",
        "FILE:relative",
        "data:,x",
        "no URI"
      })
  void fileOfUnknownSizeCountsAs20Mib(String source) {
    Attachment file = new Attachment(Attachment.Kind.FILE, "", Optional.empty(), source);
    assertThat(of(file)).isEqualTo(Duration.ofSeconds(60 + 60 + 320));
  }

  @Test
  void nothingLastsForEver() throws Exception {
    assertThat(of(file("huge", 1024 * MIB))).isEqualTo(Duration.ofMinutes(30));
  }
}
