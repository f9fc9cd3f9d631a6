package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir private Path root;
  @AutoClose private Zoo zoo;

  @BeforeEach
  void setUp() {
    zoo = new Zoo(root);
  }

  @Test
  void isWhatThePluginSays() throws Exception {
    assertThat(account("return java.util.Optional.of(config.greeting() + \" account\");", LONG))
        .contains("hello account");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return java.util.Optional.empty();",
        "return java.util.Optional.of(\" \");",
        "return null;",
        "throw new Error();",
        "hang(); return null;"
      })
  void isUnknownIfThePluginDoesNotSayIt(String body) throws Exception {
    assertThat(account(body, SHORT)).isEmpty();
  }

  private Optional<String> account(String body, Duration limit) throws Exception {
    zoo.with("one.jar", PluginJar.channel("one").body("account", body));
    PluginLimits limits = new PluginLimits(LONG, LONG, limit, LONG, LONG, LONG, 8);
    ChannelPlugin plugin = zoo.load(limits).channel("one").orElseThrow();
    return plugin.account(Zoo.config(plugin));
  }
}
