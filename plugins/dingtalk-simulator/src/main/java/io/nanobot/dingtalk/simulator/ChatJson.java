package io.nanobot.dingtalk.simulator;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the page sees the world. */
final class ChatJson {
  private ChatJson() {}

  static ObjectNode state(Platform platform) {
    World world = platform.settings().world();
    ObjectNode state = Json.object().put("epoch", platform.chats().epoch());
    state.put("connections", platform.links().usable());
    ArrayNode apps = state.putArray("apps");
    world
        .apps()
        .forEach(
            app -> apps.addObject().put("clientId", app.clientId()).put("name", app.robotName()));
    ArrayNode people = state.putArray("people");
    for (Person person : world.people()) {
      people
          .addObject()
          .put("id", person.id())
          .put("name", person.name())
          .put("staff", person.staffId().isPresent())
          .put("admin", person.admin());
    }
    ArrayNode groups = state.putArray("groups");
    world
        .groups()
        .forEach(group -> groups.addObject().put("id", group.id()).put("title", group.title()));
    ArrayNode faults = state.putArray("faults");
    for (Fault fault : Fault.values()) {
      faults
          .addObject()
          .put("name", fault.wireName())
          .put("description", fault.description())
          .put("on", platform.faults().isOn(fault));
    }
    return state;
  }

  static ObjectNode entry(Entry entry) {
    ObjectNode json =
        Json.object()
            .put("id", entry.id())
            .put("conversation", entry.conversation().id())
            .put("group", entry.conversation().isGroup());
    entry.conversation().person().ifPresent(person -> json.put("with", person.id()));
    return entry instanceof Reply reply ? reply(json, reply) : message(json, (SentMessage) entry);
  }

  private static ObjectNode reply(ObjectNode json, Reply reply) {
    json.put("from", "bot")
        .put("name", reply.app().robotName())
        .put("at", reply.at().toEpochMilli())
        .put("title", reply.title())
        .put("text", reply.text())
        .put("msgtype", reply.msgtype())
        .put("markdown", reply.isMarkdown())
        .put("via", via(reply))
        .put("recalled", reply.recalled());
    reply.file().ifPresent(file -> file(json.putObject("file"), file));
    reply.answered().ifPresent(message -> json.put("answers", message.msgId()));
    reply
        .card()
        .ifPresent(
            card ->
                json.put("card", card.outTrackId())
                    .put("cardState", card.state().name().toLowerCase(Locale.ROOT)));
    return json;
  }

  private static void file(ObjectNode json, ShownFile file) {
    json.put("kind", file.kind().wireName())
        .put("name", file.name())
        .put("bytes", file.content().length)
        .put("duration", file.duration());
  }

  private static String via(Reply reply) {
    return switch (reply.via()) {
      case WEBHOOK -> "webhook";
      case ROBOT_API -> "robot API";
      case CARD -> "card";
    };
  }

  private static ObjectNode message(ObjectNode json, SentMessage message) {
    json.put("from", "me")
        .put("person", message.from().id())
        .put("name", message.from().name())
        .put("at", message.at().toEpochMilli())
        .put("text", message.shown())
        .put("delivery", delivery(message));
    message.utterance().quoted().ifPresent(quoted -> json.put("quotes", quoted.shown()));
    Optional<Ack> last = message.acks().stream().reduce((first, second) -> second);
    last.ifPresent(
        ack -> json.put("ackCode", ack.code()).put("ackMillis", ack.latency().toMillis()));
    json.put("pushes", message.pushes().size());
    json.set("reactions", Json.strings(message.reactions()));
    return json;
  }

  private static String delivery(SentMessage message) {
    if (message.pushes().isEmpty()) {
      return "not-addressed";
    }
    if (!message.delivered()) {
      return "lost";
    }
    if (message.acknowledged()) {
      return "acknowledged";
    }
    return message.acks().isEmpty() ? "delivered" : "refused";
  }
}
