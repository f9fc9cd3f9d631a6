package io.nanobot.agent.openai;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Pattern;
import io.nanobot.api.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The configuration of one agent. */
record OpenAiConfig(
    @Description("Address of the OpenAI-compatible API, for most services one that ends in /v1")
        @Default("https://api.openai.com/v1")
        URI baseUrl,
    @Description("Key of the API, if it asks for one") Optional<Secret> apiKey,
    @Description("Name of the model, as the API spells it") @Pattern("\\S+") String model,
    @Description("What the model is told about its role before every conversation")
        @Default(
            "You are nanobot, a helpful assistant in a chat. Answer in the language of the question,"
                + " briefly, in Markdown.")
        String systemPrompt,
    @Description("Whether the model takes pictures") @Default("true") boolean images,
    @Description("How freely the model chooses its words, from 0 to 2, if not as it likes best")
        Optional<Double> temperature,
    @Description("How many tokens an answer may have, if fewer than the model allows")
        Optional<Integer> maxTokens,
    @Description("How long the model may be silent, before its first word and between two")
        @Default("120s")
        Duration timeout,
    @Description("How often a request that failed for a passing reason is made again") @Default("2")
        int retries,
    @Description("MCP servers by name, whose tools the model may use")
        Map<String, McpServerConfig> mcpServers,
    @Description("How long one call of a tool may take") @Default("30s") Duration toolTimeout,
    @Description("How many times in one turn the model may ask for tools") @Default("20")
        int maxToolRounds) {

  private static final Duration LONGEST = Duration.ofMinutes(30);

  /**
   * Finds what the schema can not express.
   *
   * @throws IllegalArgumentException with a sentence for whoever wrote the configuration
   */
  OpenAiConfig {
    checkBaseUrl(baseUrl);
    apiKey.ifPresent(OpenAiConfig::checkKey);
    check(!systemPrompt.isBlank(), "systemPrompt is empty. Leave the key out for the default.");
    temperature.ifPresent(
        it -> check(it >= 0 && it <= 2, "temperature has to be a number from 0 to 2."));
    maxTokens.ifPresent(it -> check(it >= 1, "maxTokens has to be 1 or more."));
    checkTime("timeout", timeout);
    checkTime("toolTimeout", toolTimeout);
    check(retries >= 0 && retries <= 10, "retries has to be a number from 0 to 10.");
    check(
        maxToolRounds >= 1 && maxToolRounds <= 100,
        "maxToolRounds has to be a number from 1 to 100.");
    mcpServers = Map.copyOf(mcpServers);
    for (String name : mcpServers.keySet()) {
      check(
          name.matches("[A-Za-z0-9_-]{1,32}"),
          "The names in mcpServers are 1 to 32 letters, digits, _ and -, because the model sees them"
              + " in the names of the tools.");
    }
  }

  private static void checkBaseUrl(URI address) {
    String scheme = String.valueOf(address.getScheme());
    check(
        address.getHost() != null && (scheme.equals("https") || scheme.equals("http")),
        "baseUrl has to be an address that begins with https:// or http://.");
    check(
        address.getRawUserInfo() == null
            && address.getRawQuery() == null
            && address.getRawFragment() == null,
        "baseUrl must have no user, query or fragment. A key belongs into apiKey.");
    check(
        !String.valueOf(address.getPath()).contains("/chat/completions"),
        "baseUrl has to end before /chat/completions, which is added to it.");
  }

  private static void checkKey(Secret key) {
    check(
        key.reveal().matches("[\\x21-\\x7E]+"),
        "apiKey is empty, or has a blank, a line break or a character that no key has. Leave the key"
            + " out if the API needs none.");
  }

  static void checkTime(String key, Duration time) {
    check(
        time.compareTo(Duration.ofMillis(100)) >= 0 && time.compareTo(LONGEST) <= 0,
        key + " has to be from 100ms to 30m.");
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
