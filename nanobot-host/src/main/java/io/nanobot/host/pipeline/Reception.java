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
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
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
  private final QueueSignals signals;
  private final ReadWriteLock gate = new ReentrantReadWriteLock();
  private boolean closed;

  @Inject
  public Reception(MessageStore store, Principals principals, QueueSignals signals) {
    this.store = store;
    this.principals = principals;
    this.signals = signals;
  }

  /** Completes when the message is stored, or will not be. */
  public CompletionStage<Acceptance> receive(
      String channel, AccessPolicy policy, InboundMessage message) {
    String before = MDC.get("channel");
    MDC.put("channel", channel);
    gate.readLock().lock();
    try {
      return CompletableFuture.completedStage(accept(channel, policy, message));
    } finally {
      gate.readLock().unlock();
      if (before == null) {
        MDC.remove("channel");
      } else {
        MDC.put("channel", before);
      }
    }
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

  private Acceptance accept(String channel, AccessPolicy policy, InboundMessage message) {
    if (closed) {
      return Acceptance.BUSY;
    }
    Decision decision = policy.decide(message.sender());
    if (decision != Decision.ADMITTED) {
      log.warn("{}", new Refusal(channel, policy, message.sender(), decision).sentence());
      return Acceptance.REFUSED;
    }
    if (store.pending(Queue.outbox(channel)) >= REPLIES_THAT_MAY_WAIT) {
      log.error("Too many replies wait to be sent; message {} is turned away", id(message));
      return Acceptance.BUSY;
    }
    return store(channel, message);
  }

  private Acceptance store(String channel, InboundMessage message) {
    Lane lane = new Lane(Queue.INBOX, SessionKey.of(channel, message.conversation()));
    Payload question =
        new Payload.Question(channel, principals.of(channel, message.sender()), message);
    return switch (store
        .append(List.of(new NewMessage(lane, channel, message.id(), question)))
        .get(0)) {
      case STORED -> {
        signals.ring(Queue.INBOX);
        yield Acceptance.ACCEPTED;
      }
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

  private static String id(InboundMessage message) {
    return Printable.text(message.id());
  }
}
