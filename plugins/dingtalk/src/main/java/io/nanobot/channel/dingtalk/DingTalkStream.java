package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.dingtalk.open.app.stream.network.api.Context;
import com.dingtalk.open.app.stream.network.api.EndPointConnection;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.channel.dingtalk.inbound.RecentMessages;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one link to DingTalk. The host decides when to connect; what happens here without it is the
 * rotation only: DingTalk announces the end of each link some hours after its start, and the next
 * one must stand before the old one goes, because a message that finds no link is lost.
 */
final class DingTalkStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DingTalkStream.class);

  /** DingTalk closes a link that it has given notice to after 10 s; acks may use it until then. */
  private static final Duration NOTICE = Duration.ofSeconds(10);

  /** A gateway that gives notice to each link at once must not make us spin. */
  private static final Duration SHORTEST_LIFE = Duration.ofMillis(500);

  /** How much a killed gateway may forget to count. */
  private static final Duration UNCOUNTED = Duration.ofMillis(100);

  private final DingTalkConfig config;
  private final ChannelContext context;
  private final OpenCalls calls;
  private final DingTalkGateway gateway;
  private final CallQuota quota;
  private final Clock clock;
  private final LinkDialer dialer;
  private final DingTalkReception reception;
  private final AtomicInteger uncounted = new AtomicInteger();
  private StreamTransport transport;
  private DingTalkLink current;
  private long currentSince;
  private boolean closed;

  DingTalkStream(
      DingTalkConfig config,
      ChannelContext context,
      OpenCalls calls,
      DingTalkGateway gateway,
      CallQuota quota,
      RecentMessages recent,
      Optional<CardClicks> clicks,
      Clock clock) {
    this.config = config;
    this.context = context;
    this.calls = calls;
    this.gateway = gateway;
    this.quota = quota;
    this.clock = clock;
    this.dialer = new LinkDialer(config);
    this.reception = new DingTalkReception(context, recent, clicks, this::execute);
  }

  /** One attempt to have a link. */
  void connect() throws ChannelException, InterruptedException {
    adopt(dial());
  }

  private DingTalkLink dial() throws ChannelException, InterruptedException {
    EndPointConnection endpoint = gateway.open();
    DingTalkLink link = new DingTalkLink(this, this::counted);
    link.connected(dialer.dial(transport(), endpoint, link));
    return link;
  }

  /** Counts elsewhere and later: counting writes a file, and this thread has to acknowledge. */
  private void counted(Context frame) {
    if (uncounted.getAndIncrement() == 0) {
      schedule(this::count, UNCOUNTED);
    }
    reception.execute(frame);
  }

  private void count() {
    int times = uncounted.getAndSet(0);
    if (times > 0) {
      quota.pushed(times);
    }
  }

  private synchronized StreamTransport transport() throws ChannelException {
    if (closed) {
      throw DingTalkErrors.closed();
    }
    if (transport == null) {
      var sslContext = TrustedCertificates.sslContext(config.trustedCertificates());
      transport =
          new StreamTransport(sslContext, Proxy.of(config), context.name(), context::alive, clock);
    }
    return transport;
  }

  private synchronized void adopt(DingTalkLink link) throws ChannelException {
    if (closed) {
      link.close();
      throw DingTalkErrors.closed();
    }
    if (link.isLost()) {
      throw new ChannelException(UNAVAILABLE, "The new stream ended: " + link.endReason());
    }
    if (current != null) {
      retire(current);
    }
    current = link;
    currentSince = System.nanoTime();
    if (link.isLeaving()) {
      rotateSoon(link);
    }
  }

  /** A link was given notice. */
  synchronized void leaving(DingTalkLink link) {
    if (link.isLeaving()) {
      return;
    }
    link.setLeaving();
    if (link == current && !closed) {
      rotateSoon(link);
    }
  }

  private void rotateSoon(DingTalkLink link) {
    long life = System.nanoTime() - currentSince;
    long pause = Math.max(0, SHORTEST_LIFE.toNanos() - life);
    schedule(() -> rotate(link), Duration.ofNanos(pause));
  }

  private void rotate(DingTalkLink old) {
    try {
      calls.enter();
    } catch (ChannelException e) {
      return;
    }
    try {
      if (isCurrent(old)) {
        adopt(dial());
        LOG.debug("Replaced a link to DingTalk that was given notice");
      }
    } catch (ChannelException e) {
      notReplaced(old, e);
    } catch (RuntimeException e) {
      notReplaced(
          old,
          new ChannelException(UNAVAILABLE, "The stream can not be replaced: " + e).causedBy(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the host's executor ends
    } finally {
      calls.leave();
    }
  }

  private synchronized boolean isCurrent(DingTalkLink link) {
    return link == current;
  }

  private void notReplaced(DingTalkLink old, ChannelException cause) {
    synchronized (this) {
      if (closed || current != old) {
        return;
      }
      current = null;
      retire(old);
    }
    context.disconnected(cause);
  }

  private void retire(DingTalkLink link) {
    schedule(link::close, NOTICE);
  }

  private void schedule(Runnable task, Duration delay) {
    try {
      var unused = context.executor().schedule(task, delay.toMillis(), MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The host's executor has ended");
    }
  }

  /** A link ended. If it had been given notice, the rotation that is under way reports or heals. */
  void lost(DingTalkLink link) {
    synchronized (this) {
      link.setLost();
      if (link != current || link.isLeaving() || closed) {
        return;
      }
      current = null;
    }
    context.disconnected(
        new ChannelException(UNAVAILABLE, "The stream ended: " + link.endReason()));
  }

  private void execute(Runnable task) {
    StreamTransport executing;
    synchronized (this) {
      executing = transport;
    }
    executing.execute(task);
  }

  @Override
  public void close() {
    StreamTransport closing;
    synchronized (this) {
      closed = true;
      current = null;
      closing = transport;
    }
    if (closing != null) {
      closing.close();
    }
    count();
  }
}
