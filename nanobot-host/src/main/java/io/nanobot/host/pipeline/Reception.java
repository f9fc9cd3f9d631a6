package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.config.QueueConfig;
import io.nanobot.host.pipeline.HostCommands.Urgent;
import io.nanobot.host.security.Decision;
import io.nanobot.host.security.Gate;
import io.nanobot.host.security.LogContext;
import io.nanobot.host.security.Notice;
import io.nanobot.host.security.Notices;
import io.nanobot.host.security.Principals;
import io.nanobot.host.security.Printable;
import io.nanobot.host.security.audit.Audit;
import io.nanobot.host.security.audit.AuditEvent.LimitExceeded;
import io.nanobot.host.security.limits.Exceeded;
import io.nanobot.host.security.limits.Limits;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.MessageStore.Appended;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Person;
import io.nanobot.host.store.Queue;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Where every message enters: the gate, then the store. No plugin can get past it. */
public final class Reception {
  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  /** More would only be late, and a channel that can not send must not fill the memory. */
  private static final int REPLIES_THAT_MAY_WAIT = 10_000;

  /** Who goes beyond a limit is not told so more often. */
  private static final Duration TOLD_AGAIN = Duration.ofMinutes(1);

  /** An agent that has been at work for so long will not be done at once. */
  private static final Duration BUSY = Duration.ofSeconds(3);

  private static final Notice QUEUED =
      new Notice(
          "queued",
          TOLD_AGAIN,
          "I am still working on your last message; this one is queued. `/stop` ends the work.");

  /** As the log and the audit log name it. */
  private static final String PER_CONVERSATION = "agents.queue.perConversation";

  private static final String NO_ROOM =
      "I still have %d messages of this conversation to answer, and your last one is not among them. Please wait for the answers before you write more.";

  private final MessageStore store;
  private final Gate access;
  private final Principals principals;
  private final Limits limits;
  private final HostCommands commands;
  private final RunningTurns turns;
  private final Notices notices;
  private final QueueConfig queue;
  private final Audit audit;
  private final ReadWriteLock door = new ReentrantReadWriteLock();
  private boolean closed;

  @Inject
  public Reception(
      MessageStore store,
      Gate access,
      Principals principals,
      Limits limits,
      HostCommands commands,
      RunningTurns turns,
      Notices notices,
      QueueConfig queue,
      Audit audit) {
    this.store = store;
    this.access = access;
    this.principals = principals;
    this.limits = limits;
    this.commands = commands;
    this.turns = turns;
    this.notices = notices;
    this.queue = queue;
    this.audit = audit;
  }

  /** Completes when the message is durable, or will not be stored. */
  public CompletionStage<Acceptance> receive(Entrance entrance, InboundMessage message) {
    return LogContext.of(
        entrance.channel(),
        () ->
            access
                .decide(entrance.channel(), entrance.policy(), message)
                .handle(
                    (decision, failure) ->
                        LogContext.of(
                            entrance.channel(),
                            () -> decided(entrance, message, decision, failure)))
                .thenCompose(stage -> stage));
  }

  /** Lets nothing in any more: the gateway is going down. */
  public void close() {
    door.writeLock().lock(); // waits for those who are just being let in
    try {
      closed = true;
    } finally {
      door.writeLock().unlock();
    }
  }

  private CompletionStage<Acceptance> decided(
      Entrance entrance, InboundMessage message, Decision decision, Throwable failure) {
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      log.warn("Message {} is turned away: {}", id(message), cause.getMessage());
      return CompletableFuture.completedStage(Acceptance.BUSY);
    }
    if (!decision.admits()) {
      log.debug("Message {} is not admitted: {}", id(message), decision.rule());
      return CompletableFuture.completedStage(Acceptance.REFUSED);
    }
    return accept(entrance, message);
  }

  private CompletionStage<Acceptance> accept(Entrance entrance, InboundMessage message) {
    door.readLock().lock();
    try {
      if (closed) {
        return CompletableFuture.completedStage(Acceptance.BUSY);
      }
      if (store.pending(Queue.outbox(entrance.channel())) >= REPLIES_THAT_MAY_WAIT) {
        log.error("Too many replies wait to be sent; message {} is turned away", id(message));
        return CompletableFuture.completedStage(Acceptance.BUSY);
      }
      return store(entrance, message);
    } finally {
      door.readLock().unlock();
    }
  }

  private CompletionStage<Acceptance> store(Entrance entrance, InboundMessage message) {
    String channel = entrance.channel();
    String session = SessionKey.of(entrance, message);
    Principal principal = principals.of(channel, entrance.policy().schemes(), message.sender());
    Optional<Exceeded> exceeded = limits.exceeded(principal, session, message);
    if (exceeded.isPresent()) {
      turnAway(channel, principal, message, exceeded.get());
      return CompletableFuture.completedStage(Acceptance.REFUSED);
    }
    Payload.Question question = new Payload.Question(channel, session, principal, message);
    return commands
        .urgent(StoredTurn.of(question))
        .map(urgent -> answered(question, urgent))
        .orElseGet(() -> queued(question));
  }

  private CompletionStage<Acceptance> queued(Payload.Question question) {
    return appended(question, store.append(inbox(question), queue.perConversation()))
        .whenComplete((acceptance, failure) -> tellIfBusy(question, acceptance));
  }

  private CompletionStage<Acceptance> answered(
      Payload.Question question, CompletableFuture<Urgent> urgent) {
    return urgent.thenCompose(
        it ->
            appended(question, answer(question, it))
                .whenComplete((acceptance, failure) -> afterwards(it, acceptance)));
  }

  private CompletableFuture<Appended> answer(Payload.Question question, Urgent urgent) {
    NewMessage answer = Draft.urgent(question, urgent.text());
    return urgent
        .ifIdle()
        .map(text -> Draft.urgent(question, text))
        .map(idle -> store.stop(Lane.ofSession(question.session()), answer, idle))
        .orElseGet(() -> store.append(answer));
  }

  private static NewMessage inbox(Payload.Question question) {
    return new NewMessage(
        Lane.ofSession(question.session()),
        Optional.of(question.channel()),
        question.message().id(),
        question);
  }

  private CompletionStage<Acceptance> appended(
      Payload.Question question, CompletableFuture<Appended> outcome) {
    return outcome.handle(
        (appended, failure) ->
            LogContext.of(question.channel(), () -> acceptance(question, appended, failure)));
  }

  private static void afterwards(Urgent urgent, Acceptance acceptance) {
    if (acceptance == Acceptance.ACCEPTED) {
      urgent.afterwards().run();
    }
  }

  /** Whoever waits for an answer in vain asks again, and then waits for two. */
  private void tellIfBusy(Payload.Question question, Acceptance acceptance) {
    if (acceptance == Acceptance.ACCEPTED
        && turns
            .runningFor(question.session())
            .filter(time -> time.compareTo(BUSY) > 0)
            .isPresent()) {
      var unused = tell(question.channel(), question.message(), QUEUED);
    }
  }

  private void turnAway(
      String channel, Principal principal, InboundMessage message, Exceeded exceeded) {
    audit.record(LimitExceeded.of(channel, principal, message.conversation(), exceeded.limit()));
    String sentence = "Message {} of {} is turned away: it is beyond security.limits.{} ({})";
    String who = Printable.text(principal.id());
    if (!exceeded.news()) {
      log.debug(sentence, id(message), who, exceeded.limit(), exceeded.detail());
      return;
    }
    log.warn(sentence, id(message), who, exceeded.limit(), exceeded.detail());
    exceeded
        .notice()
        .ifPresent(
            text -> {
              var unused = tell(channel, message, new Notice("limit", TOLD_AGAIN, text));
            });
  }

  /** Whether they are told now, and were not just before. */
  private CompletionStage<Boolean> tell(String channel, InboundMessage message, Notice notice) {
    return Person.of(channel, message.sender().identity())
        .map(person -> notices.tell(person, message, notice))
        .orElse(CompletableFuture.completedStage(false));
  }

  /** Acknowledged, or the platform would deliver it again and again, ahead of what is new. */
  private void turnAway(Payload.Question question) {
    InboundMessage message = question.message();
    audit.record(
        LimitExceeded.of(
            question.channel(), question.principal(), message.conversation(), PER_CONVERSATION));
    int most = queue.perConversation();
    String notice = NO_ROOM.formatted(most);
    tell(question.channel(), message, new Notice("no-room", TOLD_AGAIN, notice))
        .thenAccept(
            told ->
                log.atLevel(told ? Level.WARN : Level.DEBUG)
                    .log(
                        "Message {} of {} is turned away: {} messages of its conversation wait already ({})",
                        id(message),
                        Printable.text(question.principal().id()),
                        most,
                        PER_CONVERSATION));
  }

  private Acceptance acceptance(Payload.Question question, Appended appended, Throwable failure) {
    InboundMessage message = question.message();
    if (failure != null) {
      log.warn("Message {} is turned away: {}", id(message), failure.getMessage());
      return Acceptance.BUSY;
    }
    return switch (appended) {
      case STORED -> Acceptance.ACCEPTED;
      case DUPLICATE -> {
        log.debug("Message {} was delivered again; it is answered once", id(message));
        yield Acceptance.DUPLICATE;
      }
      case FULL -> {
        log.error("Too many messages wait for an answer; message {} is turned away", id(message));
        yield Acceptance.BUSY;
      }
      case LANE_FULL -> {
        turnAway(question);
        yield Acceptance.REFUSED;
      }
    };
  }

  private static String id(InboundMessage message) {
    return Printable.text(message.id());
  }
}
