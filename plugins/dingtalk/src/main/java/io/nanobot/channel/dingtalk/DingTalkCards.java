package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.RATE_LIMITED;
import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;
import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;
import static io.nanobot.api.channel.ChannelException.Kind.UNCERTAIN;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.channel.dingtalk.CardApi.Ending;
import io.nanobot.channel.dingtalk.OpenCards.Leftover;
import io.nanobot.channel.dingtalk.markdown.Part;
import io.nanobot.channel.dingtalk.markdown.Rendering;
import io.nanobot.channel.dingtalk.markdown.Room;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows answers in AI cards while they grow. A card has an ID that follows from its message, so
 * that whoever writes the answer again, after a crash or on another gateway, finds it. What can not
 * be completed in a card that people are known to see is sent as an ordinary message.
 */
final class DingTalkCards {
  private static final Logger LOG = LoggerFactory.getLogger(DingTalkCards.class);

  /** Reply hints. */
  private static final String CARD = "card";

  private static final String CARRIER = "cardCarrier";

  /** After what an operator has to change, and after what passes. */
  private static final Duration LONG_REST = Duration.ofMinutes(30);

  private static final Duration SHORT_REST = Duration.ofMinutes(1);

  private static final int MOST_FAILED = 500;
  private static final int MOST_ATTEMPTS_TO_END = 10;

  private static final String STOPPED = "*(stopped)*";
  private static final String MOVED = "The answer goes on below.";
  private static final String CONTINUED = "The answer follows as a message.";

  private static final Room UNBOUNDED = new Room(Integer.MAX_VALUE, String::length);

  private final CardConfig config;
  private final CardApi api;
  private final CallQuota quota;
  private final OpenCards open;
  private final Clock clock;

  /** Messages whose completion has failed once; those that were given up are forgotten. */
  private final Set<String> triedOnce =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_FAILED;
                }
              }));

  private volatile Instant restUntil = Instant.MIN;

  DingTalkCards(
      CardConfig config, DingTalkApi api, CallQuota quota, Path dataDirectory, Clock clock) {
    this.config = config;
    this.api = new CardApi(config, api);
    this.quota = quota;
    this.open = new OpenCards(dataDirectory, ThisProcess.mark());
    this.clock = clock;
  }

  /** Empty while cards cost more than they are worth. */
  Optional<Duration> pause() {
    boolean rest = clock.instant().isBefore(restUntil) || quota.apiNearlyUsedUp();
    return rest ? Optional.empty() : Optional.of(config.pause());
  }

  /** Makes the card of a message, or writes into it. */
  Map<String, String> show(OutboundMessage draft, String robotCode)
      throws ChannelException, InterruptedException {
    String text = shown(draft.markdown());
    Optional<OpenCard> known = card(draft).filter(OpenCard::shown);
    try {
      if (known.isPresent()) {
        open.goneOnWith(draft.id());
        api.write(known.get().id(), text, Ending.NONE);
        return Map.of();
      }
      OpenCard card = made(draft, robotCode, text);
      return Map.of(CARD, card.id(), CARRIER, card.carrierId());
    } catch (ChannelException e) {
      rest(e, mayPass(e));
      throw e;
    }
  }

  private OpenCard made(OutboundMessage draft, String robotCode, String text)
      throws ChannelException, InterruptedException {
    String id = "nanobot-" + Digest.of(draft.id());
    Optional<OpenCard> card = made(draft, robotCode, text, id);
    if (card.isPresent()) {
      return card.get();
    }
    // of another gateway, or of an attempt that nobody remembers
    endOrLeave(draft, open.find(draft.id()).orElseThrow(), MOVED);
    return made(draft, robotCode, text, "nanobot-" + UUID.randomUUID())
        .orElseThrow(() -> new ChannelException(REJECTED, "DingTalk makes no card"));
  }

  private Optional<OpenCard> made(OutboundMessage draft, String robotCode, String text, String id)
      throws ChannelException, InterruptedException {
    Asker asker = Asker.of(draft.replyHints());
    OpenCard card = new OpenCard(id, draft.conversation(), asker, false, "");
    open.opened(draft.id(), card); // first: a card that is made and not noted would never end
    Optional<OpenCard> shown =
        api.create(id, draft.conversation(), robotCode, text, notified(draft)).map(card::shown);
    shown.ifPresent(it -> open.opened(draft.id(), it));
    return shown;
  }

  /**
   * Completes the card of a message.
   *
   * @return empty if it has none, or none that can be completed: the message is to be sent
   */
  Optional<Taken> complete(OutboundMessage message) throws ChannelException, InterruptedException {
    Optional<OpenCard> card = card(message);
    if (card.isEmpty()) {
      return Optional.empty();
    }
    open.goneOnWith(message.id());
    String id = card.get().id();
    if (!card.get().shown() || !message.attachments().isEmpty()) {
      endOrLeave(message, card.get(), CONTINUED); // if nobody sees it, nobody misses it
      return Optional.empty();
    }
    try {
      api.write(id, shown(message.markdown()), Ending.COMPLETE);
      closed(message);
      return Optional.of(new Taken(List.of(card.get().carrierId())));
    } catch (ChannelException e) {
      if (mayPass(e) && triedOnce.add(message.id())) {
        throw e; // the host tries it again
      }
      LOG.warn(
          "The answer {} is sent as a message, its card can not be completed: {}",
          message.id(),
          e.getMessage());
      rest(e, mayPass(e) && !ErrorTable.CARD_NOT_WRITTEN.tells(e)); // or it had passed
      endOrLeave(message, card.get(), CONTINUED);
      return Optional.empty();
    }
  }

  /** Ends the card of an answer that was stopped, or leaves it to be ended: nobody asks again. */
  void withdraw(OutboundMessage draft) throws ChannelException, InterruptedException {
    Optional<OpenCard> card = card(draft);
    if (card.isEmpty()) {
      return;
    }
    String text = shown(draft.markdown()) + "\n\n" + STOPPED;
    boolean over = false;
    try {
      api.write(card.get().id(), text, Ending.COMPLETE);
      over = true;
    } catch (ChannelException e) {
      over = e.kind() == REJECTED;
      throw e;
    } finally {
      if (over) {
        closed(draft);
      } else {
        leave(draft, card.get(), text);
      }
    }
  }

  /** The card that is open under this ID. */
  Optional<OpenCard> find(String cardId) {
    return open.ofCard(cardId);
  }

  /**
   * Ends the cards that an earlier process has left, unless their answers were gone on with, and
   * those that could not be ended when it was time. What fails again is for the next call.
   */
  void repair() throws InterruptedException {
    for (String key : open.leftOver()) {
      Optional<Leftover> leftOver = open.leftOver(key);
      if (leftOver.isPresent()) {
        repair(key, leftOver.get());
      }
    }
  }

  private void repair(String key, Leftover leftOver) throws InterruptedException {
    if (ended(leftOver.cardId(), leftOver.text())) {
      LOG.info("Ended a card that was cut off: {}", key);
      open.completed(key);
    } else if (leftOver.attempts() + 1 >= MOST_ATTEMPTS_TO_END) {
      LOG.warn("A card stays as it is, DingTalk does not end it: {}", key);
      open.completed(key);
    } else {
      open.failedAgain(key);
    }
  }

  private void closed(OutboundMessage message) {
    triedOnce.remove(message.id());
    open.completed(message.id());
  }

  private void endOrLeave(OutboundMessage message, OpenCard card, String text)
      throws InterruptedException {
    if (ended(card.id(), text)) {
      closed(message);
    } else {
      leave(message, card, text);
    }
  }

  private void leave(OutboundMessage message, OpenCard card, String text) {
    triedOnce.remove(message.id());
    open.leave(message.id(), card, text);
  }

  /** Whether a card does not grow any more: DingTalk may not know it, or have ended it before. */
  private boolean ended(String id, String text) throws InterruptedException {
    try {
      api.write(id, text, Ending.FAILED);
      return true;
    } catch (ChannelException e) {
      LOG.debug("A card could not be ended: {}", e.getMessage());
      return e.kind() == REJECTED;
    }
  }

  /** By what this gateway knows, or what another one has told with the message. */
  private Optional<OpenCard> card(OutboundMessage message) {
    return open.find(message.id())
        .or(
            () ->
                Optional.ofNullable(message.replyHints().get(CARD))
                    .filter(id -> !open.isLeft(id))
                    .map(
                        id ->
                            new OpenCard(
                                id,
                                message.conversation(),
                                Asker.of(message.replyHints()),
                                true,
                                message.replyHints().getOrDefault(CARRIER, ""))));
  }

  /** By Staff ID, the names that people see in the mention. Nobody else's name is known here. */
  private static Map<String, String> notified(OutboundMessage draft) {
    Map<String, String> hints = draft.replyHints();
    Map<String, String> names = new LinkedHashMap<>();
    for (String staffId : Mentions.of(draft).staffIds()) {
      boolean asker = staffId.equals(hints.get(DingTalkMessages.STAFF_ID));
      names.put(staffId, asker ? hints.getOrDefault(DingTalkMessages.NAME, staffId) : staffId);
    }
    return names;
  }

  private static String shown(String markdown) {
    List<Part> parts = Rendering.of(markdown).parts(UNBOUNDED);
    return parts.get(0).text();
  }

  private static boolean mayPass(ChannelException failure) {
    return Set.of(UNAVAILABLE, UNCERTAIN, RATE_LIMITED).contains(failure.kind());
  }

  /** What is about one card says nothing about the next. */
  private void rest(ChannelException failure, boolean passes) {
    if (failure.kind() == REJECTED) {
      return;
    }
    Duration rest = passes ? SHORT_REST : LONG_REST;
    restUntil = clock.instant().plus(rest);
    LOG.warn("No cards for {} minute(s): {}", rest.toMinutes(), failure.getMessage());
  }
}
