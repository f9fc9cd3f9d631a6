package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NormalizerTest {
  @Test
  void readsSnakeCaseWhereTheSchemaKnowsCamelCase() throws ConfigException {
    ChannelSection channel =
        Given.channel(
            """
            {"channels": {"dingtalk": {"enabled": true, "client_id": "ding1",
                                       "client_secret": "s", "allow_from": ["a_b"]}}}
            """,
            "dingtalk");
    assertThat(channel.settings()).isPresent();
    assertThat(channel.access().allowFrom()).containsExactly("a_b");
  }

  @Test
  void readsSnakeCaseBelowAMap() throws ConfigException {
    assertThat(Given.everything(", \"by_name\": {\"my_key\": {\"pause\": \"1s\"}}").byName())
        .containsOnlyKeys("my_key");
  }

  @Test
  void leavesFreeKeysAlone() throws ConfigException {
    assertThat(Given.everything(", \"headers\": {\"x_y\": \"1\", \"xY\": \"2\"}").headers())
        .containsOnlyKeys("x_y", "xY");
    assertThat(Given.bind("{\"channels\": {\"my_bot\": {}}}").channels())
        .extracting(ChannelSection::name)
        .containsExactly("my_bot");
  }

  @Test
  void refusesBothSpellingsAtOnce() {
    assertThat(
            Given.problems(
                "{\"channels\": {\"dingtalk\": {\"client_id\": \"a\", \"clientId\": \"b\"}}}"))
        .containsExactly(
            "channels.dingtalk.client_id: Both \"client_id\" and \"clientId\" are set, which are"
                + " the same setting; keep one.");
  }

  @Test
  void suggestsForMisspeltSnakeCaseToo() {
    assertThat(Given.problems("{\"channels\": {\"dingtalk\": {\"client_secert\": \"\"}}}"))
        .containsExactly(
            "channels.dingtalk.client_secert: Unknown setting. Did you mean \"clientSecret\"?");
  }

  @Test
  void keepsThePlaceOfARenamedKey() {
    assertThat(Given.refusal("{\"channels\":\n {\"send_max_retries\": 99}}").problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("channels.sendMaxRetries");
              assertThat(problem.place()).isEqualTo(Place.in(2, 3));
            });
  }

  @Test
  void takesNullAndEmptyOptionalTextAsAbsent() throws ConfigException {
    Given.Everything bound =
        Given.everything(", \"number\": null, \"words\": null, \"url\": \"\", \"token\": null");
    assertThat(bound.number()).isEqualTo(7);
    assertThat(bound.words()).isEqualTo(List.of());
    assertThat(bound.url()).isEmpty();
    assertThat(bound.token()).isEmpty();
  }

  @Test
  void reportsNullForARequiredKeyWhereItStands() {
    assertThat(
            Given.refusal("{\"channels\": {\"all\": {\"enabled\": true,\n \"text\": null}}}")
                .problems())
        .singleElement()
        .extracting(ConfigProblem::place)
        .isEqualTo(Place.in(2, 2));
  }
}
