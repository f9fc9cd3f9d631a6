package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.channel.dingtalk.inbound.Recall;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Damaged and forged callbacks: each is a message or refused as the mapping says, and nobody is
 * known by a Staff ID but whom DingTalk names by it. A failure names the seed that repeats it with
 * {@code -Dnanobot.seed=N}; {@code -Dnanobot.trials.times=N} makes the run N times as long.
 */
final class DingTalkMessagesFuzzTest {
  private static final long SECONDS = 5;

  private static final Identity LISTED = new Identity("staffId", "0123456789");
  private static final String WORDS = "pr1vate-words";

  private static final List<String> CORPUS =
      List.of(
          """
          {"conversationId":"cidOneToOne==","chatbotUserId":"$:LWCP_v1:$bot","msgId":"msgA1==",
           "senderNick":"pr1vate-words","senderStaffId":"555","createAt":1769659502431,
           "sessionWebhookExpiredTime":1769664902602,"conversationType":"1",
           "senderId":"$:LWCP_v1:$user","robotCode":"dingabc","msgtype":"text",
           "sessionWebhook":"https://oapi.dingtalk.com/robot/sendBySession?session=66d7",
           "text":{"content":" pr1vate-words\\n"}}
          """,
          """
          {"conversationId":"cidGroup==","chatbotUserId":"$:LWCP_v1:$bot","msgId":"msgB2==",
           "senderNick":"Han Meimei","senderId":"$:LWCP_v1:$hm","senderUnionId":"u555",
           "createAt":"1769659502561","conversationType":"2","conversationTitle":"Dev group",
           "isInAtList":true,"atUsers":[{"dingtalkId":"$:x","staffId":"0123456789"}],
           "msgtype":"richText","content":{"richText":[{"text":"pr1vate-words"},
           {"type":"picture","downloadCode":"x"}],"isReplyMsg":true,
           "repliedMsg":{"msgId":"m0","senderId":"0123456789","content":{"text":"0123456789"}}}}
          """,
          """
          {"conversationId":"0123456789","msgId":"msgC3==","senderNick":"0123456789",
           "senderId":"0123456789","senderUnionId":"0123456789","conversationType":"1",
           "content":"{\\"text\\":\\"pr1vate-words\\"}","msgtype":"markdown","senderCorpId":"c"}
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
          "1e9999",
          "123456789",
          "0123456789",
          "99999999999999999999999999",
          "\"\"",
          "\" \"",
          "{}",
          "[]",
          "\"0123456789\"",
          "[\"0123456789\"]",
          "{\"senderStaffId\":\"0123456789\"}",
          "\"staffId:0123456789\"",
          "\"0123456789\\u0000\"",
          "\"\\u202e0123456789\"",
          "\"senderStaffid\"",
          "\"staffId\"",
          "\"senderId\"",
          "\"senderUnionId\"",
          "\"senderNick\"",
          "\"conversationType\"",
          "\"conversationId\"",
          "\"msgtype\"",
          "\"content\"",
          "\"text\"",
          "\"1\"",
          "\"2\"",
          "\"3\"",
          "[".repeat(2_000),
          "{\"text\":".repeat(600),
          "\n",
          "\ud800",
          "\u0000");

  private int read;
  private int refused;

  @Test
  void readsOrRefusesAndMistakesNobody() {
    long end =
        System.nanoTime() + SECONDS * 1_000_000_000 * Long.getLong("nanobot.trials.times", 1);
    long seed = Long.getLong("nanobot.seed", System.nanoTime());
    do {
      String callback = damaged(new Random(seed));
      try {
        attempt(callback);
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError("Run again with -Dnanobot.seed=" + seed + ": " + callback, e);
      }
      seed += 0x9E3779B97F4A7C15L;
    } while (System.nanoTime() < end);
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }

  private void attempt(String callback) {
    Optional<InboundMessage> message;
    try {
      message = DingTalkMessages.inbound(callback, Recall.NOTHING);
    } catch (IllegalArgumentException e) {
      refused++;
      assertThat(e.getMessage()).isNotBlank().doesNotContain(WORDS).hasSizeLessThan(100);
      return;
    }
    read++;
    message.ifPresent(it -> mistakesNobody(it, Json.readObject(callback).orElseThrow()));
  }

  private static void mistakesNobody(InboundMessage message, JsonNode callback) {
    JsonNode staffId = callback.path("senderStaffId");
    String told = staffId.isValueNode() && !staffId.asString().isBlank() ? staffId.asString() : "";
    Identity identity = message.sender().identity();

    assertThat(identity.equals(LISTED)).isEqualTo(told.equals(LISTED.value()));
    assertThat(identity.scheme().equals("staffId")).isEqualTo(!told.isEmpty());
    assertThat(message.sender().aliases())
        .extracting(Identity::scheme)
        .isSubsetOf("senderId", "unionId");
    if (message.conversation().kind() == Conversation.Kind.DIRECT) {
      assertThat(message.conversation().id().equals(told)).isEqualTo(!told.isEmpty());
    }
  }

  private static String damaged(Random random) {
    String text = pick(CORPUS, random);
    for (int damage = random.nextInt(4); damage >= 0; damage--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(12));
      text =
          switch (random.nextInt(8)) {
            case 0 -> text.substring(0, at) + pick(PARTS, random) + text.substring(at);
            case 1 -> text.substring(0, at) + text.substring(end);
            case 2 -> text.substring(0, at) + (char) random.nextInt(0x180) + text.substring(end);
            case 3 -> random.nextInt(10) == 0 ? text.substring(0, at) : text;
            default -> withOtherToken(text, random);
          };
    }
    return text;
  }

  /** Mostly leaves JSON that can be read. */
  private static String withOtherToken(String text, Random random) {
    String[] tokens = text.split("(?<=[{}\\[\\],:])|(?=[{}\\[\\],:])", -1);
    tokens[random.nextInt(tokens.length)] = pick(PARTS, random);
    return String.join("", tokens);
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
