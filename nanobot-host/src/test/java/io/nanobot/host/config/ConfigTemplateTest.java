package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfigTemplateTest {
  @Test
  void writesWhatTheUserHasToFillIn() {
    ConfigSchema schema =
        new ConfigSchema(List.of(new SectionType("dingtalk", Given.DingTalk.class)), List.of());
    assertThat(new ConfigTemplate(schema).firstConfig())
        .isEqualTo(
            """
            {
              "$schema": "./config.schema.json",
              "agents": {
                "default": "echo"
              },
              "gateway": {
                "host": "127.0.0.1",
                "port": 18790
              },
              "channels": {
                "dingtalk": {
                  "enabled": false,
                  "clientId": "",
                  "clientSecret": "",
                  "allowFrom": []
                }
              }
            }
            """);
  }

  @Test
  void isValidItself() throws ConfigException {
    Config config = Given.bind(new ConfigTemplate(Given.schema()).firstConfig());
    assertThat(config.channels()).hasSize(3);
    assertThat(config.notices()).isEmpty();
  }
}
