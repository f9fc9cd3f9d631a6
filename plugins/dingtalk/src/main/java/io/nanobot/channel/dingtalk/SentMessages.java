package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes back what went through the robot API or is shown in a card. DingTalk allows a day. */
final class SentMessages {
  private static final int AT_ONCE = 20;

  private final DingTalkConfig config;
  private final DingTalkApi api;

  SentMessages(DingTalkConfig config, DingTalkApi api) {
    this.config = config;
    this.api = api;
  }

  void recall(OutboundMessage message, Receipt receipt)
      throws ChannelException, InterruptedException {
    List<String> keys = receipt.messageIds();
    List<String> left = new ArrayList<>();
    for (int first = 0; first < keys.size(); first += AT_ONCE) {
      left.addAll(left(message, keys.subList(first, Math.min(first + AT_ONCE, keys.size()))));
    }
    if (!left.isEmpty()) {
      throw new ChannelException(
          REJECTED,
          "DingTalk has not taken back %d of the message's %d parts: %s"
              .formatted(left.size(), keys.size(), left.get(0)));
    }
  }

  /** Why each of those that people still see was not taken back. */
  private List<String> left(OutboundMessage message, List<String> keys)
      throws ChannelException, InterruptedException {
    boolean group = message.conversation().kind() == Conversation.Kind.GROUP;
    ObjectNode body = Json.object().put("robotCode", config.robotCode(message.replyHints()));
    if (group) {
      body.put("openConversationId", message.conversation().id());
    }
    ArrayNode wanted = body.putArray("processQueryKeys");
    keys.forEach(wanted::add);
    // "oto", other than where messages are sent
    String path =
        group ? "/v1.0/robot/groupMessages/recall" : "/v1.0/robot/otoMessages/batchRecall";
    Response response = api.post(path, body);
    DingTalkErrors.check(response, api.address(path), Effect.NONE);
    return left(response.json().orElseThrow(), keys);
  }

  private static List<String> left(JsonNode answer, List<String> keys) {
    List<String> done =
        answer.path("successResult").valueStream().map(key -> key.asString("")).toList();
    return keys.stream()
        .filter(key -> !done.contains(key))
        .map(key -> Json.text(answer.path("failedResult"), key))
        .map(reason -> reason.map(SentMessages::words).orElse("it does not say why"))
        .toList();
  }

  private static String words(String reason) {
    return ErrorTable.find(reason)
        .map(row -> "%s (%s)".formatted(row.sentence(), reason))
        .orElseGet(() -> Words.clean(reason));
  }
}
