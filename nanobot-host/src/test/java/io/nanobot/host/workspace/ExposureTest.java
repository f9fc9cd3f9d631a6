package io.nanobot.host.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExposureTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "rw-------, false, false",
    "rw--w--w-, false, false",
    "rw-r-----, true, false",
    "rw----r--, true, true",
    "rw-r--r--, true, true"
  })
  void tellsWhoCanRead(String mode, boolean groupOrOthers, boolean others) throws Exception {
    Path file = file("config.json", mode);

    assertThat(Exposure.toGroupOrOthers(file).isPresent()).isEqualTo(groupOrOthers);
    assertThat(Exposure.toOthers(file).isPresent()).isEqualTo(others);
  }

  @Test
  void theCommandEndsIt() throws Exception {
    Path file = file("it's a $(config) ; file", "rw-rw-r--");
    String command = Exposure.toOthers(file).orElseThrow().command();

    assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Exposure.toGroupOrOthers(file)).isEmpty();
  }

  @Test
  void theCommandIsPlainForAPlainName() throws Exception {
    Path file = file("config.json", "rw-r--r--");

    assertThat(Exposure.toOthers(file).orElseThrow().command()).isEqualTo("chmod 600 " + file);
  }

  @Test
  void saysNothingAboutAFileThatIsNotThere() {
    assertThat(Exposure.toGroupOrOthers(folder.resolve("missing"))).isEmpty();
  }

  private Path file(String name, String mode) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "{}");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
