package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SameAccountTest {
  private static final ConfigSchema SCHEMA =
      new ConfigSchema(
          List.of(
              new SectionType(
                  "dingtalk",
                  Given.DingTalk.class,
                  settings -> Optional.of(((Given.DingTalk) settings).clientId())),
              new SectionType("strict", Given.Strict.class)),
          List.of(new SectionType("echo", Given.Echo.class)));

  @Test
  void twoEnabledChannelsWithOneAccountAreRefused() throws Exception {
    List<ConfigProblem> problems = problems(true, "ding1");

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).path()).isEqualTo("channels.support");
    assertThat(problems.get(0).place().line()).isEqualTo(2);
    assertThat(problems.get(0).message())
        .contains("The channel \"dingtalk\" uses the same account", "\"enabled\"")
        .doesNotContain("ding1");
  }

  @Test
  void aDisabledOneDisturbsNobody() throws Exception {
    assertThat(problems(false, "ding1")).isEmpty();
  }

  @Test
  void otherAccountsAndUnknownOnesAreNotRefused() throws Exception {
    assertThat(problems(true, "ding2")).isEmpty();
  }

  private static List<ConfigProblem> problems(boolean enabled, String clientId)
      throws ConfigException {
    String json =
        """
        {"channels": {"dingtalk": {"enabled": true, "clientId": "ding1", "clientSecret": "s1"},
          "support": {"type": "dingtalk", "enabled": %s, "clientId": "%s", "clientSecret": "s2"},
          "strict": {"enabled": true}, "other": {"type": "strict", "enabled": true}}}
        """
            .formatted(enabled, clientId);
    return new ConfigBinder(SCHEMA, Map.of(), secret -> {})
        .inspect(ConfigFile.parse(Given.FILE, json))
        .problems();
  }
}
