package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreConfigTest {
  @Test
  void aUrlOfSqliteNamesAFile() throws ConfigException {
    ConfigInspection config = inspect("jdbc:sqlite:/var/lib/n.db");
    assertThat(config.problems()).isEmpty();
    assertThat(config.store().flatMap(StoreConfig::file)).contains(Path.of("/var/lib/n.db"));
  }

  @Test
  void parametersAreRefusedBecauseTheyAreNoPartOfTheFile() throws ConfigException {
    ConfigInspection config = inspect("jdbc:sqlite:/var/lib/n.db?journal_mode=wal");
    assertThat(config.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("store.url");
              assertThat(problem.sentence()).contains("remove the \"?\" and what follows");
            });
    assertThat(config.store().flatMap(StoreConfig::file)).contains(Path.of("/var/lib/n.db"));
  }

  @Test
  void aUrlOfAServerMayHaveThemAndNamesNoFile() throws ConfigException {
    ConfigInspection config = inspect("jdbc:postgresql://localhost/n?ssl=true");
    assertThat(config.problems()).isEmpty();
    assertThat(config.store().flatMap(StoreConfig::file)).isEmpty();
  }

  private static ConfigInspection inspect(String url) throws ConfigException {
    String json = "{\"store\": {\"url\": \"%s\"}}".formatted(url);
    return new ConfigBinder(new ConfigSchema(List.of(), List.of()), Map.of(), secret -> {})
        .inspect(ConfigFile.parse(Given.FILE, json));
  }
}
