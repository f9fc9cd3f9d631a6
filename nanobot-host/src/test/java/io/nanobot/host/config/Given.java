package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Experimental;
import io.nanobot.api.config.Pattern;
import io.nanobot.api.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two channels and an agent that the tests configure, and short ways to do so. */
final class Given {
  static final Path FILE = Path.of("/etc/nanobot/config.json");

  private Given() {}

  enum Mode {
    AUTO,
    PLAIN_TEXT
  }

  record DingTalk(
      @Description("AppKey (Client ID) of the app") @Pattern("ding[a-z0-9]+") String clientId,
      @Description("AppSecret (Client Secret) of the app") Secret clientSecret,
      @Default("auto") Mode mode) {}

  record Retry(@Default("3") int times, Duration pause) {}

  /** One component of every kind that the API allows. */
  record Everything(
      String text,
      @Default("true") boolean flag,
      @Default("7") int number,
      @Default("8000000000") long big,
      @Default("0.5") double ratio,
      @Default("plain_text") Mode mode,
      @Default("10s") Duration timeout,
      Optional<Path> folder,
      Optional<URI> url,
      Optional<Secret> token,
      @Pattern("[a-z]+") List<String> words,
      Map<String, String> headers,
      List<Retry> retries,
      Optional<Retry> retry,
      @Default("{\"pause\":\"1m\"}") Retry fallback,
      @Experimental @Default("[1,2]") List<Integer> levels,
      Map<String, Retry> byName) {}

  record Strict(@Default("5") int low, @Default("9") int high) {
    Strict {
      if (low > high) {
        throw new IllegalArgumentException("low must not be above high");
      }
    }
  }

  record Echo() {}

  record Model(String apiUrl, @Default("gpt") String model) {}

  static ConfigSchema schema() {
    return new ConfigSchema(
        List.of(
            new SectionType("dingtalk", DingTalk.class),
            new SectionType("all", Everything.class),
            new SectionType("strict", Strict.class)),
        List.of(new SectionType("echo", Echo.class), new SectionType("model", Model.class)));
  }

  static Config bind(String json, String... variables) throws ConfigException {
    return bind(ConfigFile.parse(FILE, json), variables);
  }

  static Config bind(ConfigFile file, String... variables) throws ConfigException {
    return new ConfigBinder(schema(), environment(variables), secret -> {}).bind(file);
  }

  /** The record of the channel {@code all}, whose only required key is given. */
  static Everything everything(String keys, String... variables) throws ConfigException {
    return (Everything) channel(all(keys), "all", variables).settings().orElseThrow();
  }

  static String all(String keys) {
    return "{\"channels\": {\"all\": {\"enabled\": true, \"text\": \"t\"" + keys + "}}}";
  }

  static ChannelSection channel(String json, String name, String... variables)
      throws ConfigException {
    return bind(json, variables).channels().stream()
        .filter(section -> section.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static ConfigException refusal(String json, String... variables) {
    assertThatThrownBy(() -> bind(json, variables)).isInstanceOf(ConfigException.class);
    return catchThrowableOfType(ConfigException.class, () -> bind(json, variables));
  }

  /** {@code path: sentence} for each problem. */
  static List<String> problems(String json, String... variables) {
    return lines(refusal(json, variables).problems());
  }

  static List<String> notices(String json) throws ConfigException {
    return lines(bind(json).notices());
  }

  private static List<String> lines(List<ConfigProblem> problems) {
    return problems.stream().map(p -> p.path() + ": " + p.sentence()).toList();
  }

  private static Map<String, String> environment(String... variables) {
    Map<String, String> environment = new java.util.HashMap<>();
    for (String variable : variables) {
      int equals = variable.indexOf('=');
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return environment;
  }
}
