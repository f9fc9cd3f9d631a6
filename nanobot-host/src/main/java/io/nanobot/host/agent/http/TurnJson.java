package io.nanobot.host.agent.http;

import io.nanobot.api.agent.Exchange;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A turn as the service gets it. */
final class TurnJson {
  private TurnJson() {}

  static String of(Turn turn) {
    InboundMessage message = turn.message();
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("id", message.id())
        .put("channel", turn.channel())
        .put("session", turn.session())
        .put("sentAt", message.sentAt().toString())
        .put("text", message.text());
    Conversation conversation = message.conversation();
    json.putObject("conversation")
        .put("kind", lowerCase(conversation.kind()))
        .put("id", conversation.id())
        .put("title", conversation.title());
    ArrayNode roles =
        json.putObject("principal")
            .put("id", turn.principal().id())
            .put("name", turn.principal().displayName())
            .putArray("roles");
    turn.principal().roles().stream().sorted().forEach(roles::add);
    put(json.putObject("sender"), message.sender().identity());
    turn.instructions().ifPresent(text -> json.put("instructions", text));
    ArrayNode attachments = json.putArray("attachments");
    message.attachments().forEach(attachment -> put(attachments.addObject(), attachment));
    ArrayNode mentions = json.putArray("mentions");
    message.mentions().forEach(identity -> put(mentions.addObject(), identity));
    message
        .quote()
        .ifPresent(
            quote -> {
              ObjectNode quoted = json.putObject("quote").put("text", quote.text());
              quote.messageId().ifPresent(id -> quoted.put("messageId", id));
            });
    ArrayNode history = json.putArray("history");
    turn.history().forEach(exchange -> put(history.addObject(), exchange));
    return json.toString();
  }

  private static void put(ObjectNode json, Identity identity) {
    json.put("scheme", identity.scheme()).put("value", identity.value());
  }

  private static void put(ObjectNode json, Attachment attachment) {
    json.put("kind", lowerCase(attachment.kind())).put("name", attachment.name());
    attachment.mediaType().ifPresent(type -> json.put("mediaType", type));
    json.put("source", attachment.source());
  }

  private static void put(ObjectNode json, Exchange exchange) {
    json.put("speaker", exchange.speaker())
        .put("question", exchange.question())
        .put("answer", exchange.answer())
        .put("at", exchange.at().toString());
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
