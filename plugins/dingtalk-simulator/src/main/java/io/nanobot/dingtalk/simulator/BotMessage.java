package io.nanobot.dingtalk.simulator;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the {@code data} of a bot message callback: reference sections 3.1 to 3.5. */
final class BotMessage {
  /** Beyond the Java SDK's limit of 256 KiB for one frame. */
  private static final int OVERSIZE = 300 * 1024;

  private final World world;
  private final WebhookSessions sessions;
  private final Addresses addresses;

  BotMessage(World world, WebhookSessions sessions, Addresses addresses) {
    this.world = world;
    this.sessions = sessions;
    this.addresses = addresses;
  }

  JsonNode data(SentMessage message, Link link) {
    App app = link.app();
    WebhookSessions.Session session = sessions.of(message, app);
    ObjectNode data =
        Json.object()
            .put("conversationId", message.conversation().id())
            .put("chatbotCorpId", World.CORP_ID)
            .put("chatbotUserId", app.chatbotUserId())
            .put("robotCode", app.robotCode())
            .put("msgId", message.msgId())
            .put("createAt", message.at().toEpochMilli())
            .put("conversationType", message.conversation().isGroup() ? "2" : "1")
            .put("senderPlatform", "Mac")
            .put(
                "sessionWebhook",
                addresses.base(link.secure()) + "/robot/sendBySession?session=" + session.id())
            .put("sessionWebhookExpiredTime", session.expires().toEpochMilli());
    sender(data, message);
    if (message.conversation().isGroup()) {
      group(data, message);
    }
    body(data, message, app);
    return data;
  }

  private static void sender(ObjectNode data, SentMessage message) {
    Person from = message.from();
    data.put("senderId", from.senderId()).put("senderNick", from.name());
    Optional<String> staffId = from.staffId().filter(id -> !message.distorted(Fault.NO_STAFF_ID));
    staffId.ifPresent(
        id ->
            data.put("senderStaffId", id)
                .put("senderCorpId", World.CORP_ID)
                .put("isAdmin", from.admin()));
  }

  private void group(ObjectNode data, SentMessage message) {
    data.put("conversationTitle", message.conversation().title()).put("isInAtList", true);
    ArrayNode at = data.putArray("atUsers");
    world.apps().stream()
        .filter(app -> message.text().contains("@" + app.robotName()))
        .forEach(app -> at.addObject().put("dingtalkId", app.chatbotUserId()));
    for (Person person : message.utterance().mentions()) {
      ObjectNode mentioned = at.addObject().put("dingtalkId", person.senderId());
      person
          .staffId()
          .ifPresent(id -> mentioned.put("staffId", id).put("unionId", person.unionId()));
    }
  }

  private static void body(ObjectNode data, SentMessage message, App app) {
    if (message.distorted(Fault.OVER_QUOTA)) {
      data.put("errorCode", 20001).put("errorMessage", "the monthly quota is used up");
    } else if (message.distorted(Fault.UNKNOWN_MSGTYPE)) {
      data.put("msgtype", "unknownMsgType");
      data.putObject("content").put("unknownMsgType", "用户发送了一条消息，机器人暂不支持接收。");
    } else if (message.distorted(Fault.CONTENT_AS_STRING)) {
      ObjectNode content = Json.object();
      content.putArray("richText").addObject().put("text", text(message, app));
      data.put("msgtype", "richText").put("content", content.toString());
    } else if (message.utterance().body().isPresent()) {
      Utterance.Body body = message.utterance().body().get();
      data.put("msgtype", body.msgtype());
      ObjectNode content = data.putObject("content");
      Json.objectIn(body.content())
          .properties()
          .forEach(one -> content.set(one.getKey(), one.getValue()));
      quote(data, content, message);
    } else {
      data.put("msgtype", "text");
      quote(data, data.putObject("text").put("content", text(message, app)), message);
    }
  }

  /** In a group the mention of the robot is cut out, and a leading space stays. */
  private static String text(SentMessage message, App app) {
    String text = message.text();
    if (message.distorted(Fault.OVERSIZE_FRAME)) {
      text = text + "x".repeat(OVERSIZE);
    }
    return Optional.of(text)
        .filter(any -> message.conversation().isGroup())
        .map(said -> said.replace("@" + app.robotName(), ""))
        .map(said -> said.startsWith(" ") ? said : " " + said)
        .orElse(text);
  }

  private static void quote(ObjectNode data, ObjectNode body, SentMessage message) {
    message
        .utterance()
        .quoted()
        .ifPresent(
            quoted -> {
              data.put("originalMsgId", quoted.msgId());
              ObjectNode replied = body.put("isReplyMsg", true).putObject("repliedMsg");
              replied
                  .put("msgType", quoted.msgType())
                  .put("msgId", quoted.msgId())
                  .put("senderId", quoted.senderId())
                  .put("createdAt", quoted.createdAt());
              replied.putObject("content").put("text", quoted.text());
            });
  }
}
