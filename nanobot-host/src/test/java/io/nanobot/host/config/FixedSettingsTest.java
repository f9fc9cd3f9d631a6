package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FixedSettingsTest {
  @Test
  void channelsAndPeopleAreNotAmongThem() throws Exception {
    assertThat(
            difference(
                "{}",
                """
                {"channels": {"strict": {"enabled": true, "allowFrom": ["a"]}},
                 "security": {"users": {"boss": {"identities": ["strict:a"], "roles": ["admin"]}}}}
                """))
        .isEmpty();
  }

  @Test
  void namesEachKeyThatIsDifferent() throws Exception {
    assertThat(
            difference(
                "{}",
                """
                {"gateway": {"port": 1}, "store": {"password": "a secret"},
                 "security": {"limits": {"messagesPerMinute": 7}, "outgoing": {"timeout": "1s"}},
                 "plugins": {"requireLock": true},
                 "agents": {"default": "model", "turnTimeout": "9m",
                            "model": {"apiUrl": "http://localhost"}},
                 "channels": {"sendMaxRetries": 7}}
                """))
        .contains(
            "gateway.port",
            "store.password",
            "security.outgoing.timeout",
            "plugins.requireLock",
            "agents.default",
            "agents.turnTimeout",
            "agents.model",
            "channels.sendMaxRetries")
        .doesNotContain("gateway.host");
  }

  private static List<String> difference(String before, String after) throws ConfigException {
    return FixedSettings.difference(Given.bind(before), Given.bind(after));
  }
}
