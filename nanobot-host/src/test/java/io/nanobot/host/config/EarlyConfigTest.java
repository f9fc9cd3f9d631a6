package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EarlyConfigTest {
  private static final String REQUIRED = "{\"plugins\": {\"requireLock\": true}}";

  @Test
  void nothingIsRequiredUnlessItIsSaid() throws ConfigException {
    assertThat(requireLock("{}")).isFalse();
    assertThat(requireLock("{\"plugins\": {}}")).isFalse();
    assertThat(requireLock("{\"plugins\": null}")).isFalse();
    assertThat(requireLock("{\"plugins\": {\"requireLock\": false}}")).isFalse();
    assertThat(Given.bind("{}").plugins().requireLock()).isFalse();
  }

  @Test
  void saysTheSameAsTheWholeConfiguration() throws ConfigException {
    assertThat(requireLock(REQUIRED)).isTrue();
    assertThat(requireLock("{\"plugins\": {\"require_lock\": true}}")).isTrue();
    assertThat(Given.bind(REQUIRED).plugins().requireLock()).isTrue();
  }

  @Test
  void readsVariables() throws ConfigException {
    assertThat(requireLock("{}", "NANOBOT_PLUGINS__REQUIRE_LOCK", "true")).isTrue();
    assertThat(requireLock(REQUIRED, "NANOBOT_PLUGINS__REQUIRE_LOCK", "false")).isFalse();
    assertThat(requireLock("{\"plugins\": {\"requireLock\": \"${STRICT}\"}}", "STRICT", "true"))
        .isTrue();
  }

  @Test
  void leavesTheOtherSectionsAlone() throws ConfigException {
    String broken =
        "{\"gatway\": 1, \"channels\": {\"a\": 7, \"a\": {\"x\": \"${UNSET}\"}}, \"plugins\": {\"requireLock\": true}}";

    assertThat(requireLock(broken, "NANOBOT_CHANNELS__B__C", "[")).isTrue();
  }

  @Test
  void neverGuessesWhatIsWronglyWritten() {
    assertThat(problem("{\"plugins\": {\"requireLock\": \"yes\"}}")).contains("requireLock");
    assertThat(problem("{\"plugins\": {\"requireLok\": true}}")).contains("requireLock");
    assertThat(problem("{\"plugins\": true}")).contains("plugins");
    assertThat(problem("{\"plugins\": {\"requireLock\": \"${UNSET}\"}}")).contains("UNSET");
    assertThat(problem("{\"plugins\": {\"requireLock\": true, \"requireLock\": false}}"))
        .contains("requireLock");
  }

  @Test
  void noticesThatTheSectionIsMisspelt() {
    assertThat(problem("{\"plugin\": {\"requireLock\": true}}"))
        .contains("Did you mean \"plugins\"?");
    assertThat(problem("{\"Plugins\": {\"requireLock\": true}}"))
        .contains("Did you mean \"plugins\"?");
    assertThat(problem("{}", "NANOBOT_PLUGIN__REQUIRE_LOCK", "true"))
        .contains("Did you mean \"plugins\"?");
  }

  @Test
  void aFileThatIsNotThereSaysNothingAndOneThatIsBrokenIsAnError(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("config.json");
    assertThat(EarlyConfig.plugins(ConfigFile.readIfPresent(file), Map.of()).requireLock())
        .isFalse();

    Files.writeString(file, "{");
    assertThat(catchThrowableOfType(ConfigException.class, () -> ConfigFile.readIfPresent(file)))
        .isNotNull();
  }

  private static boolean requireLock(String json) throws ConfigException {
    return EarlyConfig.plugins(ConfigFile.parse(Given.FILE, json), Map.of()).requireLock();
  }

  private static boolean requireLock(String json, String variable, String value)
      throws ConfigException {
    return EarlyConfig.plugins(ConfigFile.parse(Given.FILE, json), Map.of(variable, value))
        .requireLock();
  }

  private static String problem(String json) {
    return catchThrowableOfType(ConfigException.class, () -> requireLock(json)).report();
  }

  private static String problem(String json, String variable, String value) {
    return catchThrowableOfType(ConfigException.class, () -> requireLock(json, variable, value))
        .report();
  }
}
