package io.nanobot.host.pipeline;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.security.AccessPolicy;
import io.nanobot.host.security.Decision;
import io.nanobot.host.security.Principals;
import io.nanobot.host.security.Printable;
import io.nanobot.host.security.Refusal;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.MessageStore.Appended;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Where every message enters: the gate, then the store. No plugin can get past it. */
public final class Reception {
  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  /** More would only be late, and a channel that can not send must not fill the memory. */
  private static final int REPLIES_THAT_MAY_WAIT = 10_000;

  private final MessageStore store;
  private final Principals principals;
  private final ReadWriteLock gate = new ReentrantReadWriteLock();
  private boolean closed;

  @Inject
  public Reception(MessageStore store, Principals principals) {
    this.store = store;
    this.principals = principals;
  }

  /** Completes when the message is durable, or will not be stored. */
  public CompletionStage<Acceptance> receive(
      String channel, AccessPolicy policy, InboundMessage message) {
    return inContext(
        channel,
        () -> {
          gate.readLock().lock();
          try {
            return accept(channel, policy, message);
          } finally {
            gate.readLock().unlock();
          }
        });
  }

  /** Lets nothing in any more: the gateway is going down. */
  public void close() {
    gate.writeLock().lock(); // waits for those who are just being let in
    try {
      closed = true;
    } finally {
      gate.writeLock().unlock();
    }
  }

  private CompletionStage<Acceptance> accept(
      String channel, AccessPolicy policy, InboundMessage message) {
    if (closed) {
      return CompletableFuture.completedStage(Acceptance.BUSY);
    }
    Decision decision = policy.decide(message.sender());
    if (decision != Decision.ADMITTED) {
      log.warn("{}", new Refusal(channel, policy, message.sender(), decision).sentence());
      return CompletableFuture.completedStage(Acceptance.REFUSED);
    }
    if (store.pending(Queue.outbox(channel)) >= REPLIES_THAT_MAY_WAIT) {
      log.error("Too many replies wait to be sent; message {} is turned away", id(message));
      return CompletableFuture.completedStage(Acceptance.BUSY);
    }
    return store(channel, message);
  }

  private CompletionStage<Acceptance> store(String channel, InboundMessage message) {
    Lane lane = new Lane(Queue.INBOX, SessionKey.of(channel, message.conversation()));
    Payload question =
        new Payload.Question(channel, principals.of(channel, message.sender()), message);
    return store
        .append(new NewMessage(lane, Optional.of(channel), message.id(), question))
        .handle(
            (appended, failure) ->
                inContext(channel, () -> acceptance(message, appended, failure)));
  }

  private static Acceptance acceptance(
      InboundMessage message, Appended appended, Throwable failure) {
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
    };
  }

  private static <T> T inContext(String channel, Supplier<T> body) {
    String before = MDC.get("channel");
    MDC.put("channel", channel);
    try {
      return body.get();
    } finally {
      if (before == null) {
        MDC.remove("channel");
      } else {
        MDC.put("channel", before);
      }
    }
  }

  private static String id(InboundMessage message) {
    return Printable.text(message.id());
  }
}
