package io.nanobot.dingtalk.simulator;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Brings what people say to the bots, and hears what becomes of it. */
final class Deliveries {
  private static final Set<Fault> DISTORTIONS =
      EnumSet.of(
          Fault.OVERSIZE_FRAME,
          Fault.CONTENT_AS_STRING,
          Fault.UNKNOWN_MSGTYPE,
          Fault.OVER_QUOTA,
          Fault.QUOTE_WITHOUT_CONTENT,
          Fault.NO_STAFF_ID);

  private record Pending(SentMessage message, App app, int attempt, long since) {}

  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private final World world;
  private final Clock clock;
  private final Links links;
  private final Chats chats;
  private final Faults faults;
  private final Threads threads;
  private final BotMessage botMessage;
  private volatile Redelivery redelivery;

  Deliveries(
      Settings settings,
      Links links,
      Chats chats,
      Faults faults,
      Threads threads,
      BotMessage botMessage) {
    this.world = settings.world();
    this.clock = settings.clock();
    this.redelivery = settings.redelivery();
    this.links = links;
    this.chats = chats;
    this.faults = faults;
    this.threads = threads;
    this.botMessage = botMessage;
  }

  void redelivery(Redelivery rule) {
    redelivery = rule;
  }

  SentMessage say(Utterance utterance) {
    App direct = utterance.app().orElse(world.apps().get(0));
    Conversation where =
        utterance.group().orElseGet(() -> Conversation.oneToOne(direct, utterance.from()));
    SentMessage message =
        new SentMessage(chats, utterance, where, clock.instant(), strikingDistortions());
    chats.add(message);
    for (App app : where.isGroup() ? hearers(utterance) : List.of(direct)) {
      push(message, app, 1);
    }
    return message;
  }

  /** Pushes a message once more: another {@code headers.messageId}, the same {@code msgId}. */
  void pushAgain(SentMessage message) {
    message.pushes().stream()
        .flatMap(push -> world.app(push.clientId()).stream())
        .distinct()
        .forEach(app -> push(message, app, Redelivery.MAX_PUSHES));
  }

  private List<App> hearers(Utterance inGroup) {
    return world.apps().stream()
        .filter(app -> inGroup.isOverheard() || inGroup.mentions(app))
        .toList();
  }

  private Set<Fault> strikingDistortions() {
    Set<Fault> striking = EnumSet.noneOf(Fault.class);
    DISTORTIONS.stream().filter(faults::strikes).forEach(striking::add);
    return striking;
  }

  private void push(SentMessage message, App app, int attempt) {
    String messageId = StreamFrame.newMessageId();
    Optional<Link> link = links.pick(app, Subscription.BOT_MESSAGE);
    pending.put(messageId, new Pending(message, app, attempt, System.nanoTime()));
    message.pushed(new Push(messageId, app.clientId(), link.map(Link::id), Optional.empty()));
    chats.touch(message);
    link.filter(one -> !faults.strikes(Fault.ZOMBIE_LINKS))
        .ifPresent(one -> one.send(frame(one, message, messageId)));
    Redelivery rule = redelivery;
    if (rule.rule() == Redelivery.Rule.ON_SILENCE) {
      threads.after(rule.after(), () -> pushAgainUnlessAcknowledged(messageId));
    }
  }

  private String frame(Link link, SentMessage message, String messageId) {
    String data = message.utterance().forgery().apply(botMessage.data(message, link).toString());
    return StreamFrame.callback(link, Subscription.BOT_MESSAGE, messageId, data, clock.instant());
  }

  private void pushAgainUnlessAcknowledged(String messageId) {
    Pending silent = pending.get(messageId);
    if (silent != null && silent.attempt() < Redelivery.MAX_PUSHES) {
      push(silent.message(), silent.app(), silent.attempt() + 1);
    }
  }

  /**
   * Takes what a client sent: the acknowledgement of a message, or the answer to a ping, which
   * needs no reaction.
   */
  void heard(JsonNode frame) {
    String messageId = Json.text(frame.path("headers"), "messageId");
    Pending answered = pending.remove(messageId);
    if (answered == null) {
      return;
    }
    Ack ack = Ack.of(frame, answered.since());
    answered.message().acknowledged(messageId, ack);
    chats.touch(answered.message());
    Redelivery rule = redelivery;
    if (ack.code() != 200
        && rule.rule() == Redelivery.Rule.ON_ERROR
        && answered.attempt() < Redelivery.MAX_PUSHES) {
      threads.after(
          rule.after(), () -> push(answered.message(), answered.app(), answered.attempt() + 1));
    }
  }

  void forget() {
    pending.clear();
  }
}
