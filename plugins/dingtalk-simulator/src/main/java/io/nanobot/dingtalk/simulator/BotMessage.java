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
  private final FileContent fileContent;

  BotMessage(World world, WebhookSessions sessions, Addresses addresses, FileContent fileContent) {
    this.fileContent = fileContent;
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
      group(data, message, app);
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
                .put("senderUnionId", from.unionId())
                .put("isAdmin", from.admin()));
    if (from.staffId().isPresent()) {
      data.put("senderCorpId", World.CORP_ID);
    } else if (!message.conversation().isGroup()) { // in groups it is told of the own people only
      data.put("senderCorpId", World.OTHER_CORP_ID);
    }
  }

  private void group(ObjectNode data, SentMessage message, App app) {
    data.put("conversationTitle", message.conversation().title())
        .put("isInAtList", message.utterance().mentions(app));
    ArrayNode at = data.putArray("atUsers");
    world.apps().stream()
        .filter(message.utterance()::mentions)
        .forEach(robot -> at.addObject().put("dingtalkId", robot.chatbotUserId()));
    for (Person person : message.utterance().mentions()) {
      ObjectNode mentioned = at.addObject().put("dingtalkId", person.senderId());
      person
          .staffId()
          .ifPresent(id -> mentioned.put("staffId", id).put("unionId", person.unionId()));
    }
  }

  private void body(ObjectNode data, SentMessage message, App app) {
    if (message.distorted(Fault.OVER_QUOTA)) {
      data.put("errorCode", 20001).put("errorMessage", "the monthly quota is used up");
    } else if (message.distorted(Fault.UNKNOWN_MSGTYPE)) {
      data.put("msgtype", "unknownMsgType");
      data.putObject("content").put("unknownMsgType", "用户发送了一条消息，机器人暂不支持接收。");
    } else if (message.distorted(Fault.CONTENT_AS_STRING)) {
      ObjectNode content = Json.object();
      content.putArray("richText").addObject().put("text", text(message, app));
      data.put("msgtype", "richText").put("content", content.toString());
    } else {
      data.put("msgtype", msgtype(message));
      ObjectNode body = content(message, app);
      data.set(msgtype(message).equals("text") ? "text" : "content", body);
      quote(data, body, message, app);
    }
  }

  /** In a group the mention of the robot is cut out, and a leading space stays. */
  private static String text(SentMessage message, App app) {
    String text = message.text();
    if (message.distorted(Fault.OVERSIZE_FRAME)) {
      text = text + "x".repeat(OVERSIZE);
    }
    return Optional.of(text)
        .filter(any -> message.conversation().isGroup() && message.utterance().mentions(app))
        .map(said -> said.replace("@" + app.robotName(), ""))
        .map(said -> said.startsWith(" ") ? said : " " + said)
        .orElse(text);
  }

  private static String msgtype(SentMessage message) {
    return message
        .utterance()
        .body()
        .map(Utterance.Body::msgtype)
        .orElseGet(
            () ->
                message.utterance().files().isEmpty()
                    ? "text"
                    : FileContent.msgtype(message.utterance()));
  }

  private ObjectNode content(SentMessage message, App app) {
    Optional<Utterance.Body> body = message.utterance().body();
    if (body.isPresent()) {
      return (ObjectNode) Json.objectIn(body.get().content());
    }
    String text = text(message, app);
    return message.utterance().files().isEmpty()
        ? Json.object().put("content", text)
        : fileContent.of(message, app, text);
  }

  /** Some clients tell of a quote no more than its ID. */
  private void quote(ObjectNode data, ObjectNode body, SentMessage message, App app) {
    Optional<Entry> original = message.utterance().quoted();
    if (original.isEmpty()) {
      return;
    }
    data.put("originalMsgId", original.get().id());
    body.put("isReplyMsg", true);
    if (original.get() instanceof Reply reply) {
      reply.processQueryKey().ifPresent(key -> data.put("originalProcessQueryKey", key));
    }
    if (!message.distorted(Fault.QUOTE_WITHOUT_CONTENT)) {
      replied(body.putObject("repliedMsg"), original.get(), app);
    }
  }

  private static String msgtype(Reply reply) {
    if (reply.card().isPresent()) {
      return "interactiveCard";
    }
    return reply.isMarkdown() ? "markdown" : "text";
  }

  private void replied(ObjectNode replied, Entry original, App app) {
    replied.put("msgId", original.id());
    if (original instanceof Reply reply) {
      replied
          .put("msgType", msgtype(reply))
          .put("senderId", reply.app().chatbotUserId())
          .put("createdAt", reply.at().toEpochMilli());
      // of a card nothing is told but whose it is
      ObjectNode content = replied.putObject("content");
      if (reply.card().isEmpty()) {
        content.put("text", reply.text());
      }
      return;
    }
    SentMessage said = (SentMessage) original;
    replied
        .put("msgType", msgtype(said))
        .put("senderId", said.from().senderId())
        .put("createdAt", said.at().toEpochMilli());
    replied.set(
        "content",
        msgtype(said).equals("text") ? Json.object().put("text", said.text()) : content(said, app));
  }
}
