package io.nanobot.channel.dingtalk;

import io.nanobot.api.message.Conversation;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of the requests that bring a message to people. */
final class SendBodies {
  private SendBodies() {}

  static ObjectNode toSession(DingTalkMarkdown message, Mentions mentions) {
    ObjectNode body = Json.object().put("msgtype", "markdown");
    body.putObject("markdown").put("title", message.title()).put("text", message.text());
    if (!mentions.isEmpty()) {
      ObjectNode at = body.putObject("at");
      ArrayNode staffIds = at.putArray("atUserIds");
      mentions.staffIds().forEach(staffIds::add);
      if (mentions.everybody()) {
        at.put("isAtAll", true);
      }
    }
    return body;
  }

  /** For the robot API, which mentions nobody. */
  static ObjectNode toConversation(
      String robotCode, Conversation conversation, DingTalkMarkdown message) {
    String parameters =
        Json.write(Json.object().put("title", message.title()).put("text", message.text()));
    ObjectNode body =
        Json.object()
            .put("robotCode", robotCode)
            .put("msgKey", "sampleMarkdown")
            .put("msgParam", parameters);
    if (conversation.kind() == Conversation.Kind.GROUP) {
      body.put("openConversationId", conversation.id());
    } else {
      body.putArray("userIds").add(conversation.id());
    }
    return body;
  }
}
