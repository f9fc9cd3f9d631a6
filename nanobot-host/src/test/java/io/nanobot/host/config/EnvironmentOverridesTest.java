package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EnvironmentOverridesTest {
  private static final String JSON =
      """
      {"gateway": {"port": 1},
       "channels": {"dingtalk": {"enabled": true, "client_id": "ding1", "clientSecret": "${NO}"}}}
      """;

  @Test
  void replaceSettingsOfTheFile() throws ConfigException {
    Config config =
        Given.bind(
            JSON,
            "NANOBOT_GATEWAY__PORT=18791",
            "NANOBOT_CHANNELS__DINGTALK__CLIENT_ID=ding9",
            "NANOBOT_CHANNELS__DINGTALK__CLIENT_SECRET=12345",
            "NANOBOT_CHANNELS__DINGTALK__ALLOW_FROM=[\"*\"]");
    assertThat(config.gateway().port()).isEqualTo(18791);
    ChannelSection channel = config.channels().get(0);
    assertThat(channel.access().allowFrom()).containsExactly("*");
    Given.DingTalk settings = (Given.DingTalk) channel.settings().orElseThrow();
    assertThat(settings.clientId()).isEqualTo("ding9");
    assertThat(settings.clientSecret().reveal()).isEqualTo("12345");
  }

  @Test
  void createWhatTheFileDoesNotHave() throws ConfigException {
    Config config =
        Given.bind(
            "{}",
            "NANOBOT_CHANNELS__STRICT__ENABLED=True",
            "NANOBOT_CHANNELS__STRICT={\"enabled\": true}",
            "NANOBOT_CHANNELS__SEND_MAX_RETRIES=5",
            "NANOBOT_AGENTS__DEFAULT=echo",
            "NANOBOT_CHANNELS__STRICT__LOW=2");
    assertThat(config.delivery().attempts()).isEqualTo(5);
    assertThat(config.channels().get(0).settings()).contains(new Given.Strict(2, 9));
  }

  @Test
  void findChannelsByTheNameInTheFile() throws ConfigException {
    assertThat(
            Given.bind("{\"channels\": {\"my-Bot\": {}}}", "NANOBOT_CHANNELS__MY_BOT__ENABLED=true")
                .channels())
        .singleElement()
        .extracting(ChannelSection::enabled)
        .isEqualTo(true);
  }

  @Test
  void nameTheVariableInAProblem() {
    ConfigException refusal =
        Given.refusal(
            "{}",
            "NANOBOT_GATEWAY__PORT=many",
            "NANOBOT_GATEWAY__PROT=1",
            "NANOBOT_CHANNELS__DINGTALK__ALLOW_FROM=hunter2");
    assertThat(refusal.report())
        .contains(
            "gateway.port  (environment variable NANOBOT_GATEWAY__PORT)",
            "gateway.prot  (environment variable NANOBOT_GATEWAY__PROT)",
            "Did you mean \"port\"?",
            "(environment variable NANOBOT_CHANNELS__DINGTALK__ALLOW_FROM)",
            "Write a list: [\"...\"]")
        .doesNotContain("many", "hunter2");
  }

  @Test
  void areNotExpandedAndNotConfusedWithOtherVariables() throws ConfigException {
    assertThat(
            Given.bind("{}", "NANOBOT_GATEWAY__HOST=${X}", "NANOBOT_OPTS=-Xmx1g", "NANOBOT_A=1")
                .gateway()
                .host())
        .isEqualTo("${X}");
  }

  @Test
  void replaceWholeObjectsWithTheirPlaces() {
    ConfigException refusal =
        Given.refusal(
            Given.all(", \"headers\": {\"a\": \"x\"}, \"retry\": {\"pause\": \"1s\"}"),
            "NANOBOT_CHANNELS__ALL__RETRY={\"pause\": \"hunter2\"}");
    assertThat(refusal.report())
        .contains("retry.pause  (environment variable NANOBOT_CHANNELS__ALL__RETRY)")
        .doesNotContain("hunter2");
  }

  @Test
  void doNotHideAnObjectThatIsNone() {
    assertThat(Given.problems("{\"gateway\": 5}", "NANOBOT_GATEWAY__PORT=1"))
        .containsExactly("gateway: Expected an object, but found a number.");
  }
}
