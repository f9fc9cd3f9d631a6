package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is generated from the code and kept in the repository is what the code generates. To renew:
 * {@code mvn verify -Dnanobot.renew=true}.
 */
class GeneratedDocumentsIT {
  private static final boolean RENEW = Boolean.getBoolean("nanobot.renew");
  private static final Path ROOT = Path.of("..");

  @TempDir private Path directory;

  @Test
  void schemaIsThatOfTheBundledPlugins() throws IOException {
    holds(ROOT.resolve("config/config.schema.json"), "config", "schema");
  }

  @Test
  void referenceIsThatOfTheBundledPlugins() throws IOException {
    holds(ROOT.resolve("docs/configuration-reference.md"), "config", "reference");
  }

  @Test
  void exampleConfigurationIsValid() throws IOException {
    Home home = new Home(directory);
    home.write(Files.readString(ROOT.resolve("config/config.example.json")));
    try (NanobotProcess nanobot =
        NanobotProcess.start(
            directory, Map.of("DINGTALK_CLIENT_SECRET", "s3cr3t"), "config", "check")) {
      assertThat(nanobot.exitCode()).as(nanobot.output()).isZero();
    }
  }

  private void holds(Path file, String... command) throws IOException {
    try (NanobotProcess nanobot = NanobotProcess.start(directory, command)) {
      assertThat(nanobot.exitCode()).isZero();
      String generated = String.join("\n", nanobot.lines()).strip() + "\n";
      if (RENEW) {
        Files.writeString(file, generated);
      }
      assertThat(Files.readString(file)).isEqualTo(generated);
    }
  }
}
