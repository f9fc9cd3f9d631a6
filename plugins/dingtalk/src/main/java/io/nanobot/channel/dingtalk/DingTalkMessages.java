package io.nanobot.channel.dingtalk;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.channel.dingtalk.inbound.Bodies;
import io.nanobot.channel.dingtalk.inbound.Body;
import io.nanobot.channel.dingtalk.inbound.Cut;
import io.nanobot.channel.dingtalk.inbound.Quotes;
import io.nanobot.channel.dingtalk.inbound.Quotes.Quoted;
import io.nanobot.channel.dingtalk.inbound.Recall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** DingTalk's messages in the host's terms. */
final class DingTalkMessages {
  /** Reply hints. */
  static final String WEBHOOK = "sessionWebhook";

  static final String WEBHOOK_EXPIRES = "sessionWebhookExpiredTime";
  static final String ROBOT_CODE = "robotCode";

  /** Who asked; absent if they have none. */
  static final String STAFF_ID = "senderStaffId";

  static final String NAME = "senderNick";

  /** Other IDs of who asked. */
  static final String SENDER_ID = "senderId";

  static final String UNION_ID = "senderUnionId";

  /** Of any kind of conversation, also of one that is known here by the person's Staff ID. */
  static final String CONVERSATION = "conversationId";

  /**
   * Marks a direct conversation with somebody without Staff ID: DingTalk's robot API can not write
   * to them, only the session webhook can.
   */
  private static final String WITHOUT_STAFF_ID = "conversation:";

  private static final Logger LOG = LoggerFactory.getLogger(DingTalkMessages.class);

  private static final String OVER_QUOTA = "20001";
  private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");

  private static final List<String> REPLY_HINTS =
      List.of(
          WEBHOOK, WEBHOOK_EXPIRES, ROBOT_CODE, CONVERSATION, STAFF_ID, NAME, SENDER_ID, UNION_ID);

  private DingTalkMessages() {}

  static boolean hasStaffId(Conversation conversation) {
    return !conversation.id().startsWith(WITHOUT_STAFF_ID);
  }

  /**
   * Reads one callback.
   *
   * @param recall for quotes that tell no more than an ID
   * @return empty if it is none of the agent's business
   * @throws IllegalArgumentException if it is not a message; the text says why, and not what it was
   */
  static Optional<InboundMessage> inbound(String data, Recall recall) {
    JsonNode message =
        Json.readObject(String.valueOf(data))
            .orElseThrow(() -> new IllegalArgumentException("its data is no JSON object"));
    String id = required(message, "msgId");
    if (Json.text(message, "errorCode").filter(OVER_QUOTA::equals).isPresent()) {
      LOG.warn(
          "DingTalk withheld the text of a message, because the organisation's monthly quota for"
              + " robots is used up: wait for the next month, or buy calls in the admin console."
              + " messageId={}",
          id);
      return Optional.empty();
    }
    String senderId = required(message, SENDER_ID);
    if (Json.id(message, "chatbotUserId").filter(senderId::equals).isPresent()) {
      return Optional.empty();
    }
    Conversation conversation = conversation(message);
    Body body = Bodies.of(message);
    Optional<Quoted> quoted = Quotes.of(message, conversation.id(), recall);
    List<Attachment> attachments = new ArrayList<>(body.attachments());
    quoted.ifPresent(it -> attachments.addAll(it.attachments()));
    InboundMessage.Builder builder =
        InboundMessage.builder(id, conversation, sender(message, senderId), sentAt(message))
            .text(text(message, body, attachments))
            .attachments(Cut.attachments(attachments))
            .mentions(Addressees.of(message))
            .quote(quoted.map(Quoted::quote))
            .unsupported(body.unsupported())
            .replyHints(replyHints(message));
    if (conversation.kind() == Conversation.Kind.GROUP) {
      builder.mentionsBot(message.path("isInAtList").asBoolean(false));
    }
    return Optional.of(builder.build());
  }

  private static String text(JsonNode message, Body body, List<Attachment> attachments) {
    String text = Cut.text(Addressees.withoutTheBot(message, body.text()), Cut.LONGEST_TEXT);
    return (text + "\n" + Cut.note(attachments)).strip();
  }

  private static String required(JsonNode message, String key) {
    return Json.id(message, key)
        .orElseThrow(() -> new IllegalArgumentException("it has no " + key));
  }

  private static Conversation conversation(JsonNode message) {
    String id = required(message, "conversationId");
    return switch (required(message, "conversationType")) {
      case "1" ->
          Conversation.direct(Json.id(message, STAFF_ID).orElseGet(() -> WITHOUT_STAFF_ID + id));
      case "2" -> Conversation.group(id, Json.text(message, "conversationTitle").orElse(""));
      default -> throw new IllegalArgumentException("its conversationType is unknown");
    };
  }

  /** A sender ID is not a Staff ID: it is encrypted, and no API takes it. */
  private static Sender sender(JsonNode message, String senderId) {
    Identity bySenderId = new Identity(DingTalkChannelFactory.SENDER_ID.name(), senderId);
    Optional<Identity> byStaffId =
        Json.id(message, STAFF_ID)
            .map(id -> new Identity(DingTalkChannelFactory.STAFF_ID.name(), id));
    List<Identity> aliases = new ArrayList<>();
    if (byStaffId.isPresent()) {
      aliases.add(bySenderId);
    }
    Json.id(message, UNION_ID)
        .ifPresent(id -> aliases.add(new Identity(DingTalkChannelFactory.UNION_ID.name(), id)));
    return new Sender(
        byStaffId.orElse(bySenderId),
        aliases,
        Json.text(message, "senderNick").orElse(""),
        byStaffId.isPresent() ? Optional.empty() : MissingStaffId.reason(message));
  }

  /** Documented as a text, seen as a number. */
  private static Instant sentAt(JsonNode message) {
    return Json.text(message, "createAt")
        .filter(text -> MILLIS.matcher(text).matches())
        .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))
        .orElseGet(Instant::now);
  }

  private static Map<String, String> replyHints(JsonNode message) {
    Map<String, String> hints = new HashMap<>();
    for (String key : REPLY_HINTS) {
      Json.id(message, key).ifPresent(value -> hints.put(key, value));
    }
    return hints;
  }
}
