package io.nanobot.channel.dingtalk;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.channel.dingtalk.disk.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
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

  /** Instead of a message's ID, before the card's. */
  private static final String LEFT = "left:";

  private static final String CUT_OFF = "This answer was cut off. Please ask again.";

  private static final Logger LOG = LoggerFactory.getLogger(OpenCards.class);

  private final Path file;
  private final String process;
  private final Map<String, OpenCard> byMessage = new LinkedHashMap<>();

  /** By the keys of those cards, what they are to say. */
  private final Map<String, Leftover> leftOver = new HashMap<>();

  /**
   * Reads what was noted.
   *
   * @param process what tells this process from earlier ones; what it has noted itself, through
   *     another channel of the same account, belongs to answers that may still be written
   */
  OpenCards(Path dataDirectory, String process) {
    file = dataDirectory.resolve("open-cards.json");
    this.process = process;
    read();
  }

  /**
   * A card that is to be ended.
   *
   * @param text its last words
   * @param attempts how often that has failed
   */
  record Leftover(String cardId, String text, int attempts) {}

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

  /** This process writes the answer, whoever has begun it. */
  synchronized void goneOnWith(String messageId) {
    if (leftOver.remove(messageId) != null) {
      write();
    }
  }

  synchronized void completed(String messageId) {
    leftOver.remove(messageId);
    if (byMessage.remove(messageId) != null) {
      write();
    }
  }

  /** The message is completed without its card, which could not be ended. */
  synchronized void leave(String messageId, OpenCard card, String text) {
    leftOver.remove(messageId);
    byMessage.remove(messageId);
    String key = LEFT + card.id();
    byMessage.put(key, card);
    leftOver.put(key, new Leftover(card.id(), text, 1));
    write();
  }

  /** Whether the card is to be ended, whatever becomes of its message. */
  synchronized boolean isLeft(String cardId) {
    return byMessage.containsKey(LEFT + cardId);
  }

  /** The keys of those of an earlier process that nobody has gone on with, and of those left. */
  synchronized Set<String> leftOver() {
    return Set.copyOf(leftOver.keySet());
  }

  /** Empty if somebody has gone on with it meanwhile. */
  synchronized Optional<Leftover> leftOver(String key) {
    return Optional.ofNullable(leftOver.get(key));
  }

  /** One of those could not be ended either. */
  synchronized void failedAgain(String key) {
    leftOver.computeIfPresent(
        key, (same, it) -> new Leftover(it.cardId(), it.text(), it.attempts() + 1));
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
    Optional<String> conversation = Json.id(card, "conversation");
    if (message.isPresent() && id.isPresent() && conversation.isPresent()) {
      if (Json.text(card, "process").filter(process::equals).isEmpty()) {
        leftOver.put(message.get(), new Leftover(id.get(), CUT_OFF, 0));
      }
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

  /** An earlier version noted neither the aliases nor the process. */
  private static Asker asker(JsonNode card) {
    List<Identity> aliases =
        card.path("aliases")
            .valueStream()
            .map(
                alias -> new Identity(alias.path("scheme").asString(), alias.path("id").asString()))
            .toList();
    return new Asker(Json.id(card, "asker").orElse(""), aliases);
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
      // a card that is left over belongs to no process, so that the next one ends it as well
      cards
          .addObject()
          .put("process", leftOver.containsKey(one.getKey()) ? "" : process)
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
