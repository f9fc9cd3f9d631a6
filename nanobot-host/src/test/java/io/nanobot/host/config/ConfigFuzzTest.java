package io.nanobot.host.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.IdentityScheme;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import io.nanobot.host.Trials;
import io.nanobot.host.security.AccessPolicy;
import io.nanobot.host.security.Attempt;
import io.nanobot.host.security.Schemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files: each is read or refused with a report, none lets a stranger in, and no text shows
 * the secret that the file holds.
 */
final class ConfigFuzzTest {
  private static final String SECRET = "pl4nted-s3cret";

  /** Stands for the secret and its key, so that no damage can put the secret under another key. */
  private static final String HIDDEN = "\u00a7";

  private static final List<String> SECRETS =
      List.of(
          "\"clientSecret\": \"" + SECRET + "\"",
          "\"client_secret\": \"" + SECRET + "\"",
          "\"clientSecert\": \"" + SECRET + "\"",
          "\"clientSecret\": [\"" + SECRET + "\"]",
          "\"clientSecret\": {\"value\": \"" + SECRET + "\"}",
          "\"clientSecret\": \"${SECRET}\"");

  private static final List<String> CORPUS =
      List.of(
          """
          {"channels": {"sendMaxRetries": 3, "dingtalk": {"enabled": true, "clientId": "ding1", \u00a7,
            "mode": "auto", "allowFrom": ["42", "unionId:u42"], "dmPolicy": "pairing",
            "groupPolicy": "allowlist", "groupAllowFrom": ["cid1"], "requireMention": false,
            "groups": {"cid1": {"enabled": false}, "cid2": {"allowFrom": ["7"]}},
            "groupUserIsolation": true, "disablePrivateChat": false, "denyNotice": true}}}
          """,
          """
          {"security": {"users": {"alice": {"identities": ["dingtalk:42"], "roles": ["admin"]}}},
           "gateway": {"host": "127.0.0.1", "port": 18790}, "agents": {"default": "echo"},
           "channels": {"dingtalk": {"client_id": "ding1", \u00a7, "allow_from": ["42"]},
             "all": {"enabled": true, "text": "t", "timeout": "5s", "retry": {"pause": "1m"},
                     "url": "http://x/", "allowFrom": ["42"], "levels": [1]}}}
          """,
          """
          {"providers": {"openai": {"apiKey": "x"}}, "channels": {
            "strict": {"enabled": true, "low": 1, "allowFrom": [], "group_policy": "disabled"},
            "telegram": {"enabled": true, \u00a7, "token": null}}}
          """);

  private static final List<String> PARTS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\"",
          "\\",
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1e999999",
          "\"\"",
          "\"42\"",
          "\"allowFrom\"",
          "\"allow_from\"",
          "\"dmPolicy\"",
          "\"groups\"",
          "\"enabled\"",
          "\"type\"",
          "\"channels\"",
          "\"security\"",
          "\"users\"",
          "\"disabled\"",
          "\"dingtalk\"",
          "{}",
          "[]",
          "[[]]",
          "\"${UNSET}\"",
          "\"${file:/none}\"",
          "\u00a7",
          "\n",
          "\\u0000",
          "\ud800");

  private static final Schemes SCHEMES =
      new Schemes(
          new IdentityScheme("staffId", "Staff ID"),
          List.of(new IdentityScheme("unionId", "union ID")));

  @TempDir private Path folder;

  private final ConfigBinder binder =
      new ConfigBinder(Given.schema(), Map.of("SECRET", SECRET), secret -> {});
  private int read;
  private int refused;

  @Test
  void readsOrRefusesAndTellsNoSecretAndLetsNobodyIn() {
    Trials.run(
        Duration.ofSeconds(6),
        random -> attempt(damaged(random).replace(HIDDEN, pick(SECRETS, random))));
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }

  private void attempt(String text) throws IOException {
    Path file = Files.write(folder.resolve("config.json"), text.getBytes(UTF_8));
    try {
      Config config = binder.bind(ConfigFile.read(file));
      read++;
      assertThat(config.toString()).as(text).doesNotContain(SECRET);
      assertThat(config.notices().toString()).as(text).doesNotContain(SECRET);
      config.channels().forEach(channel -> letsNoStrangerIn(channel.access(), text));
    } catch (ConfigException e) {
      refused++;
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.report() + e.problems() + e.getMessage()).as(text).doesNotContain(SECRET);
    }
  }

  private static void letsNoStrangerIn(AccessConfig access, String text) {
    boolean opened = text.contains("*") || text.toLowerCase(Locale.ROOT).contains("\"open\"");
    Sender stranger = new Sender(new Identity("staffId", "stranger"), "");
    AccessPolicy policy = new AccessPolicy(SCHEMES, access);
    for (Conversation place :
        List.of(Conversation.direct("stranger"), Conversation.group("elsewhere", ""))) {
      assertThat(opened || !policy.decide(new Attempt(stranger, place, true), () -> false).admits())
          .as(text)
          .isTrue();
    }
  }

  private static String damaged(Random random) {
    String text = pick(CORPUS, random);
    for (int damage = random.nextInt(4); damage >= 0; damage--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(12));
      text =
          switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at) + pick(PARTS, random) + text.substring(at);
            case 1 -> text.substring(0, at) + text.substring(end);
            case 2 -> withOtherToken(text, random);
            case 3 -> text.substring(0, at) + (char) random.nextInt(0x180) + text.substring(end);
            case 4 ->
                text.substring(0, at) + slice(pick(CORPUS, random), random) + text.substring(at);
            default ->
                random.nextInt(20) == 0 ? text.substring(0, at) : withOtherToken(text, random);
          };
    }
    return text;
  }

  /** Mostly leaves JSON that can be read. */
  private static String withOtherToken(String text, Random random) {
    String[] tokens = text.split("(?<=[{}\\[\\],:])|(?=[{}\\[\\],:])", -1);
    int at = random.nextInt(tokens.length);
    if (!tokens[at].contains(HIDDEN)) {
      tokens[at] = pick(PARTS, random);
    }
    return String.join("", tokens);
  }

  private static String slice(String text, Random random) {
    int start = random.nextInt(text.length());
    return text.substring(start, Math.min(text.length(), start + random.nextInt(40)));
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
