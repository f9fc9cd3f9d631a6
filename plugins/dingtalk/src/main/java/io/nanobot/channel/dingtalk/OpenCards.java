package io.nanobot.channel.dingtalk;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The cards that are not complete, by the ID of the message that completes them. Noted on disk
 * without any text, so that a card which a crash has cut off is found again. Thread-safe.
 */
final class OpenCards {
  /** Older ones would belong to answers that nobody waits for any more. */
  private static final int MOST = 500;

  private static final Logger LOG = LoggerFactory.getLogger(OpenCards.class);

  private final Path file;
  private final Map<String, OpenCard> byMessage = new LinkedHashMap<>();
  private final Set<String> leftOver;

  OpenCards(Path dataDirectory) {
    file = dataDirectory.resolve("open-cards.json");
    read();
    leftOver = new HashSet<>(byMessage.keySet());
  }

  synchronized Optional<OpenCard> find(String messageId) {
    return Optional.ofNullable(byMessage.get(messageId));
  }

  synchronized Optional<OpenCard> ofCard(String cardId) {
    return byMessage.values().stream().filter(card -> card.id().equals(cardId)).findFirst();
  }

  synchronized void opened(String messageId, OpenCard card) {
    leftOver.remove(messageId);
    byMessage.put(messageId, card);
    while (byMessage.size() > MOST) {
      byMessage.remove(byMessage.keySet().iterator().next());
    }
    write();
  }

  synchronized void completed(String messageId) {
    leftOver.remove(messageId);
    if (byMessage.remove(messageId) != null) {
      write();
    }
  }

  /** Those of an earlier process that nobody has gone on with. */
  synchronized Map<String, OpenCard> leftOver() {
    Map<String, OpenCard> cards = new LinkedHashMap<>(byMessage);
    cards.keySet().retainAll(leftOver);
    return cards;
  }

  private void read() {
    try {
      Json.readObject(Files.readString(file))
          .ifPresentOrElse(
              json -> json.path("cards").valueStream().forEach(this::add),
              () -> LOG.warn("{} is damaged; cards that were cut off stay as they are", file));
    } catch (NoSuchFileException e) {
      LOG.debug("No card was left over");
    } catch (IOException e) {
      LOG.warn("Can not read {}; cards that were cut off stay as they are: {}", file, e.toString());
    }
  }

  private void add(JsonNode card) {
    Optional<String> message = Json.text(card, "message");
    Optional<String> id = Json.text(card, "card");
    Optional<String> conversation = Json.text(card, "conversation");
    if (message.isPresent() && id.isPresent() && conversation.isPresent()) {
      boolean group = card.path("group").asBoolean(false);
      byMessage.put(
          message.get(),
          new OpenCard(
              id.get(),
              group
                  ? Conversation.group(conversation.get(), "")
                  : Conversation.direct(conversation.get()),
              asker(card),
              card.path("shown").asBoolean(false),
              Json.text(card, "carrier").orElse("")));
    }
  }

  /** An earlier version did not note the aliases. */
  private static Asker asker(JsonNode card) {
    List<Identity> aliases =
        card.path("aliases")
            .valueStream()
            .map(
                alias -> new Identity(alias.path("scheme").asString(), alias.path("id").asString()))
            .toList();
    return new Asker(Json.text(card, "asker").orElse(""), aliases);
  }

  private static ArrayNode aliases(Asker asker) {
    ArrayNode aliases = Json.object().putArray("aliases");
    asker
        .aliases()
        .forEach(
            alias -> aliases.addObject().put("scheme", alias.scheme()).put("id", alias.value()));
    return aliases;
  }

  private void write() {
    ObjectNode json = Json.object();
    ArrayNode cards = json.putArray("cards");
    for (Map.Entry<String, OpenCard> one : byMessage.entrySet()) {
      OpenCard card = one.getValue();
      cards
          .addObject()
          .put("message", one.getKey())
          .put("card", card.id())
          .put("group", card.conversation().kind() == Conversation.Kind.GROUP)
          .put("conversation", card.conversation().id())
          .put("asker", card.asker().staffId())
          .put("shown", card.shown())
          .put("carrier", card.carrierId())
          .set("aliases", aliases(card.asker()));
    }
    try {
      AtomicFile.write(file, Json.write(json));
    } catch (IOException e) {
      LOG.warn("Can not note in {} which cards are open: {}", file, e.toString());
    }
  }
}
