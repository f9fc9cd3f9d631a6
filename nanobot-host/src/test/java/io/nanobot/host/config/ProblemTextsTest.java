package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProblemTextsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"flag\": \"yes\"   | flag: Expected true or false, but found a string.",
        "\"number\": 1.5     | number: Expected a whole number, but found a number.",
        "\"number\": \"7\"   | number: Expected a whole number, but found a string.",
        "\"ratio\": []       | ratio: Expected a number, but found an array.",
        "\"text\": {}        | text: Expected a string, but found an object.",
        "\"words\": \"x\"    | words: Expected an array, but found a string. Write a list: [\"x\"]",
        "\"words\": [1]      | words[0]: Expected a string, but found a number.",
        "\"words\": [\"a\", \"B\"] | words[1]: Must match the pattern [a-z]+, but is \"B\".",
        "\"mode\": \"fancy\" | mode: Must be one of \"auto\", \"plain_text\", but is \"fancy\".",
        "\"timeout\": \"10\" | timeout: Must be a duration such as \"10s\", \"500ms\", \"2m\" or \"1h\", but is \"10\".",
        "\"timeout\": 10     | timeout: Expected a string, but found a number. Write a duration such as \"10s\".",
        "\"url\": \"http://[\" | url: Must be a URI such as \"https://example.com/path\", but is \"http://[\".",
        "\"headers\": {\"a\": 1} | headers.a: Expected a string, but found a number.",
        "\"retries\": [{}]   | retries[0].pause: Required setting is missing.",
        "\"retries\": [{\"pause\": \"1s\", \"tims\": 1}] | retries[0].tims: Unknown setting. Did you mean \"times\"?",
        "\"byName\": {\"a\": {\"pause\": \"\"}} | byName.a.pause: Must not be empty.",
        "\"number\": 3000000000 | number: The value is out of range or has a wrong form.",
        "\"folder\": \"a\\u0000b\" | folder: The value is out of range or has a wrong form."
      })
  void saysWhatIsWrongAndWhatIsAllowed(String key, String expected) {
    String given =
        Given.all(", " + key)
            .replaceFirst(key.startsWith("\"text\"") ? "\"text\": \"t\", " : "$^", "");
    assertThat(Given.problems(given)).contains("channels.all." + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"gatway\": {}}            | gatway: Unknown setting. Did you mean \"gateway\"?",
        "{\"GATEWAY\": {}}           | GATEWAY: Unknown setting. Did you mean \"gateway\"?",
        "{\"zzz\": 1}                | zzz: Unknown setting. Known here: agents, channels, gateway, plugins, security, store.",
        "{\"gateway\": {\"prot\": 1}} | gateway.prot: Unknown setting. Did you mean \"port\"?",
        "{\"gateway\": {\"port\": 65536}} | gateway.port: Must be less than or equal to 65535, but is 65536.",
        "{\"gateway\": {\"port\": -1}} | gateway.port: Must be greater than or equal to 0, but is -1.",
        "{\"gateway\": []}           | gateway: Expected an object, but found an array.",
        "{\"channels\": 5}           | channels: Expected an object, but found a number.",
        "{\"channels\": {\"sendMaxRetries\": 11}} | channels.sendMaxRetries: Must be less than or equal to 10, but is 11.",
        "{\"channels\": {\"sendMaxRetrys\": 4}} | channels.sendMaxRetrys: Expected an object, but found a number. Did you mean \"sendMaxRetries\"?",
        "{\"channels\": {\"dingtalk\": null}} | channels.dingtalk: Expected an object, but found null.",
        "{\"channels\": {\"x\": {\"type\": 5}}} | channels.x.type: Expected a string, but found a number.",
        "{\"agents\": {\"defualt\": \"echo\"}} | agents.defualt: Expected an object, but found a string. Did you mean \"default\"?",
        "{\"agents\": {\"default\": 1}} | agents.default: Expected a string, but found a number."
      })
  void coversTheHostsOwnKeys(String json, String expected) {
    assertThat(Given.problems(json)).containsExactly(expected);
  }

  @Test
  void reportsEverythingAtOnceInTheOrderOfTheFile() {
    String report =
        Given.refusal(
                """
                {
                  "channels": {
                    "dingtalk": {
                      "enabled": true,
                      "clientSecert": "s",
                      "clientId": "nope"
                    }
                  },
                  "gateway": {"port": "x"}
                }
                """)
            .report();
    assertThat(report)
        .isEqualToNormalizingNewlines(
            """
            Invalid configuration: /etc/nanobot/config.json

            Found 3 invalid setting(s).

              channels.dingtalk.clientSecert  (line 5, column 7)
                Unknown setting. Did you mean "clientSecret"?

              channels.dingtalk.clientId  (line 6, column 7)
                Must match the pattern ding[a-z0-9]+, but is "nope".

              gateway.port  (line 9, column 15)
                Expected a whole number, but found a string.

            Check again after editing: nanobot config check --config "/etc/nanobot/config.json"
            """);
  }

  @Test
  void reportsAKeyThatIsThereTwice() {
    ConfigException refusal = Given.refusal("{\"gateway\": {},\n \"gateway\": {\"port\": 1}}");
    assertThat(refusal.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.sentence())
                  .isEqualTo("This key is here twice, first at line 1, column 2.");
              assertThat(problem.place()).isEqualTo(Place.in(2, 2));
            });
  }

  @Test
  void doesNotPrintControlCharactersOrEndlessKeys() {
    String report = Given.refusal("{\"\\u001b[31m\": 1, \"" + "k".repeat(300) + "\": 1}").report();
    assertThat(report).doesNotContain("\u001b", "k".repeat(60));
  }

  @Test
  void doesNotPrintControlCharactersOfNamesAndFiles() {
    String report =
        Given.refusal(
                "{\"agents\": {\"default\": \"ech\", \"ec\\u001bho\": {}},"
                    + " \"gateway\": {\"host\": \"${file:\\u001b[2J}\"}}")
            .report();
    assertThat(report).contains("ec?ho", "'?[2J'").doesNotContain("\u001b");
  }

  @Test
  void doesNotShowLongValues() {
    String value = "v".repeat(50);
    assertThat(Given.problems(Given.all(", \"mode\": \"" + value + "\"")))
        .containsExactly("channels.all.mode: Must be one of \"auto\", \"plain_text\".");
  }

  @Test
  void neverShowsASecret() {
    String secret =
        """
        {"channels": {"dingtalk": {"enabled": true, "clientId": "ding1", "clientSecret": %s}}}
        """;
    assertThat(Given.refusal(secret.formatted("90125")).report()).doesNotContain("90125");
    assertThat(Given.refusal(secret.formatted("[\"90125\"]")).report()).doesNotContain("90125");
  }
}
