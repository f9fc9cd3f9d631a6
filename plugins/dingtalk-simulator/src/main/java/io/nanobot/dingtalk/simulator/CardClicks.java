package io.nanobot.dingtalk.simulator;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings clicks on cards to the apps, and hears what they answer. */
final class CardClicks {
  private record Pending(CardClick click, Card card, long since) {}

  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private final Links links;
  private final Chats chats;
  private final Changes changes;
  private final Clock clock;

  CardClicks(Links links, Chats chats, Changes changes, Clock clock) {
    this.links = links;
    this.chats = chats;
    this.changes = changes;
    this.clock = clock;
  }

  CardClick press(Card card, Person person, String actionId) {
    return press(card, person, actionId, UnaryOperator.identity());
  }

  /** Without a link that takes clicks it stays without an answer. */
  CardClick press(Card card, Person person, String actionId, UnaryOperator<String> forgery) {
    Optional<Link> link =
        card.streamsCallbacks()
            ? links.pick(card.app(), Subscription.CARD_CALLBACK)
            : Optional.empty();
    CardClick click = new CardClick(link.isPresent());
    link.ifPresent(
        one -> push(one, card, forgery.apply(data(card, person, actionId).toString()), click));
    return click;
  }

  private void push(Link link, Card card, String data, CardClick click) {
    String messageId = StreamFrame.newMessageId();
    pending.put(messageId, new Pending(click, card, System.nanoTime()));
    link.send(
        StreamFrame.callback(link, Subscription.CARD_CALLBACK, messageId, data, clock.instant()));
  }

  private static JsonNode data(Card card, Person person, String actionId) {
    ObjectNode content = Json.object();
    ObjectNode pressed = content.putObject("cardPrivateData");
    pressed.putArray("actionIds").add(actionId);
    pressed.putObject("params").put("action", actionId);
    ObjectNode data =
        Json.object()
            .put("type", "actionCallback")
            .put("outTrackId", card.outTrackId())
            .put("corpId", World.CORP_ID)
            .put("userId", person.staffId().orElse(""))
            .put("userIdType", 1)
            .put("extension", "{}")
            .put("content", content.toString());
    card.reply()
        .map(Reply::conversation)
        .ifPresent(
            where ->
                data.put("spaceId", where.id())
                    .put("spaceType", where.isGroup() ? "IM_GROUP" : "IM_ROBOT"));
    return data;
  }

  /** Takes what a client sent. */
  void heard(JsonNode frame) {
    Pending answered = pending.remove(Json.text(frame.path("headers"), "messageId"));
    if (answered != null) {
      Ack ack = Ack.of(frame, answered.since());
      CardClick click = answered.click();
      if (CardClick.takes(ack)) {
        apply(Json.objectIn(ack.data()).path("response"), answered.card(), click);
      }
      click.acknowledged(ack);
      changes.announce();
    }
  }

  private void apply(JsonNode response, Card card, CardClick click) {
    try {
      CardUpdate.in(response)
          .ifPresent(
              update -> {
                card.update(update);
                chats.changed(card);
              });
    } catch (ApiError invalid) {
      click.unusable("every variable must be a string");
    }
  }

  void forget() {
    pending.clear();
  }
}
