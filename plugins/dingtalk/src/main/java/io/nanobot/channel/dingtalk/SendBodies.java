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
    ObjectNode parameters = Json.object().put("title", message.title()).put("text", message.text());
    return toConversation(robotCode, conversation, "sampleMarkdown", parameters);
  }

  static ObjectNode toConversation(
      String robotCode, Conversation conversation, String key, ObjectNode parameters) {
    ObjectNode body =
        Json.object()
            .put("robotCode", robotCode)
            .put("msgKey", key)
            .put("msgParam", Json.write(parameters));
    if (conversation.kind() == Conversation.Kind.GROUP) {
      body.put("openConversationId", conversation.id());
    } else {
      body.putArray("userIds").add(conversation.id());
    }
    return body;
  }
}
