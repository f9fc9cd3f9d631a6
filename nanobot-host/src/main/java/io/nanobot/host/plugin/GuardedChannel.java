package io.nanobot.host.plugin;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Connection;
import io.nanobot.api.channel.MediaSource;
import io.nanobot.api.channel.MessageRecall;
import io.nanobot.api.channel.Probe;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.channel.StreamingReplies;
import io.nanobot.api.channel.TypingSignal;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin's channel behind the plugin's boundary. */
final class GuardedChannel
    implements Channel, MediaSource, StreamingReplies, TypingSignal, MessageRecall, Probe {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedChannel.class);

  private final PluginBoundary boundary;
  private final PluginLimits limits;
  private final ReentrantLock connecting = new ReentrantLock();
  private final boolean sendsWithoutConnection;
  private volatile Channel channel; // null once closed: a channel that is done with pins no plugin

  GuardedChannel(
      Channel channel,
      boolean sendsWithoutConnection,
      PluginBoundary boundary,
      PluginLimits limits) {
    this.channel = channel;
    this.sendsWithoutConnection = sendsWithoutConnection;
    this.boundary = boundary;
    this.limits = limits;
  }

  @Override
  public Connection connect() throws ChannelException, InterruptedException {
    try {
      Channel target = target("connect()");
      Connection connection =
          boundary.call("connect()", limits.connect(), () -> exclusively(target));
      return new Connection(OneLine.of(required(connection, "connect()").transport()));
    } catch (PluginFault e) {
      throw e.asChannelException(ChannelException.Kind.UNAVAILABLE);
    }
  }

  @Override
  public Receipt send(OutboundMessage message) throws ChannelException, InterruptedException {
    try {
      Channel target = target("send()");
      Duration limit = new SendLimit(limits.send()).of(message);
      Receipt receipt = boundary.call("send()", limit, () -> target.send(message));
      return required(receipt, "send()");
    } catch (PluginFault e) {
      throw e.asChannelException(ChannelException.Kind.UNCERTAIN);
    }
  }

  @Override
  public void fetch(Attachment attachment, Path target, long maxBytes)
      throws ChannelException, DownloadException, InterruptedException {
    Optional<DownloadException> failure;
    try {
      MediaSource source = ability(MediaSource.class, "fetch()", "fetches no attachments", "");
      failure =
          boundary.call(
              "fetch()", limits.send(), () -> failure(source, attachment, target, maxBytes));
    } catch (PluginFault e) {
      throw e.asChannelException(ChannelException.Kind.UNAVAILABLE);
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /** On the plugin's thread. As it was thrown there it would keep the plugin's class loader. */
  private static Optional<DownloadException> failure(
      MediaSource source, Attachment attachment, Path target, long maxBytes)
      throws ChannelException, InterruptedException {
    try {
      source.fetch(attachment, target, maxBytes);
      return Optional.empty();
    } catch (DownloadException e) {
      return Optional.of(new DownloadException(e.kind(), OneLine.of(e.getMessage()), e.status()));
    }
  }

  /** Empty if the plugin can not show drafts, or does not answer. */
  @Override
  public Optional<Duration> streamingPause() {
    try {
      if (target("streamingPause()") instanceof StreamingReplies streaming) {
        Optional<Duration> pause =
            boundary.call("streamingPause()", limits.create(), streaming::streamingPause);
        return required(pause, "streamingPause()").filter(it -> !it.isNegative());
      }
    } catch (PluginFault e) {
      LOG.debug("Answers are not shown while they grow: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  @Override
  public Map<String, String> show(OutboundMessage draft)
      throws ChannelException, InterruptedException {
    try {
      StreamingReplies streaming = ability(StreamingReplies.class, "show()", "has no show()", "");
      return boundary.call("show()", limits.send(), () -> Map.copyOf(streaming.show(draft)));
    } catch (PluginFault e) {
      throw e.asChannelException(ChannelException.Kind.UNCERTAIN);
    }
  }

  @Override
  public void withdraw(OutboundMessage draft) throws ChannelException, InterruptedException {
    try {
      StreamingReplies streaming =
          ability(StreamingReplies.class, "withdraw()", "has no withdraw()", "");
      run("withdraw()", limits.send(), () -> streaming.withdraw(draft));
    } catch (PluginFault e) {
      throw e.asChannelException(ChannelException.Kind.UNAVAILABLE);
    }
  }

  /** Nothing happens if the plugin can not show it. */
  @Override
  public void working(InboundMessage question) throws ChannelException, InterruptedException {
    signal("working()", signal -> signal.working(question));
  }

  /** Nothing happens if the plugin can not show it. */
  @Override
  public void idle(InboundMessage question) throws ChannelException, InterruptedException {
    signal("idle()", signal -> signal.idle(question));
  }

  private void signal(String action, Signal body) throws ChannelException, InterruptedException {
    try {
      if (channel instanceof TypingSignal signal) {
        run(action, limits.send(), () -> body.give(signal));
      }
    } catch (PluginFault e) {
      throw e.asChannelException(ChannelException.Kind.UNAVAILABLE);
    }
  }

  @Override
  public void recall(OutboundMessage message, Receipt receipt)
      throws ChannelException, InterruptedException {
    try {
      MessageRecall recall = ability(MessageRecall.class, "recall()", "takes no message back", "");
      run("recall()", limits.send(), () -> recall.recall(message, receipt));
    } catch (PluginFault e) {
      throw e.asChannelException(ChannelException.Kind.UNCERTAIN);
    }
  }

  @Override
  public void probe(Consumer<Check> report) throws ChannelException, InterruptedException {
    try (CheckReceiver receiver = new CheckReceiver(report)) {
      Probe probe =
          ability(
              Probe.class,
              "probe()",
              "can not examine its channels",
              "nanobot channels status tells what a running gateway knows of the channel.");
      // it connects, and does some more
      run("probe()", limits.connect().multipliedBy(3), () -> probe.probe(receiver::accept));
    } catch (PluginFault e) {
      throw e.asChannelException(ChannelException.Kind.UNAVAILABLE);
    }
  }

  private void run(String action, Duration limit, Body body)
      throws PluginFault, InterruptedException {
    boundary.call(
        action,
        limit,
        () -> {
          body.run();
          return null;
        });
  }

  /**
   * What the plugin's channel can do beside sending.
   *
   * @param lack what is said of the plugin if it can not
   */
  private <A> A ability(Class<A> ability, String action, String lack, String hint)
      throws PluginFault, ChannelException {
    Channel target = target(action);
    if (ability.isInstance(target)) {
      return ability.cast(target);
    }
    throw new ChannelException(
        ChannelException.Kind.REJECTED, "Plugin %s %s".formatted(boundary.plugin(), lack), hint);
  }

  @Override
  public boolean sendsWithoutConnection() {
    return sendsWithoutConnection;
  }

  /** Synchronized, so that a second caller also returns only when everything is released. */
  @Override
  public synchronized void close() {
    Channel target = channel;
    channel = null;
    if (target == null) {
      return;
    }
    try {
      boundary.callUninterruptibly("close()", limits.close(), () -> closed(target));
    } catch (PluginFault e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  /** An attempt that ignores its interruption may still run when the host makes the next one. */
  private Connection exclusively(Channel target) throws ChannelException, InterruptedException {
    connecting.lockInterruptibly();
    try {
      return target.connect();
    } finally {
      connecting.unlock();
    }
  }

  private Channel target(String action) throws PluginFault {
    Channel target = channel;
    if (target == null) {
      String message =
          "Plugin %s was not asked for %s: the channel is closed"
              .formatted(boundary.plugin(), action);
      throw new PluginFault(PluginFault.Kind.NOT_CALLED, message, "");
    }
    return target;
  }

  private <T> T required(T answer, String action) throws PluginFault {
    if (answer == null) {
      throw PluginFault.returned(boundary.plugin(), action, "null");
    }
    return answer;
  }

  private static Void closed(Channel target) {
    target.close();
    return null;
  }

  private interface Body {
    void run() throws ChannelException, InterruptedException;
  }

  private interface Signal {
    void give(TypingSignal signal) throws ChannelException, InterruptedException;
  }
}
