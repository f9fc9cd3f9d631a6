package io.nanobot.host.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.security.Redactor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RedactedJsonTest {
  @Test
  void masksTextsAndStaysJson() {
    Redactor redactor = new Redactor();
    redactor.learn(List.of("he said \"no\"", "CONNECTED"));
    JsonMapper mapper = RedactedJson.mapper(redactor);
    GatewayStatus.Channel channel =
        new GatewayStatus.Channel(
            "a", "b", "FAILED", "wrong password=\"x, for he said \"no\"", "", "", "");

    String json =
        mapper.writeValueAsString(
            Map.of("channels", List.of(channel), "state", Map.of("a", "CONNECTED"), "n", 5));

    assertThat(json).doesNotContain("he said", "CONNECTED").contains("\"n\":5");
    Map<?, ?> read = JsonMapper.builder().build().readValue(json, Map.class);
    assertThat(read.get("state")).isEqualTo(Map.of("a", "***"));
  }
}
