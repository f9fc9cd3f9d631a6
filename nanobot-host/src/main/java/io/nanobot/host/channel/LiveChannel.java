package io.nanobot.host.channel;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Connection;
import io.nanobot.api.channel.MediaSource;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A plugin's channel with its hold on the host. Knows what it is at work on, so that a channel that
 * is replaced can end that, and whether its connection was lost.
 */
final class LiveChannel implements Channel, MediaSource, StreamingReplies, TypingSignal {
  private final RevocableContext context;
  private final Channel channel;
  private final Loss loss;
  private final AtomicInteger atWork = new AtomicInteger();
  private final Bell idle = new Bell();

  private LiveChannel(RevocableContext context, Channel channel, Loss loss) {
    this.context = context;
    this.channel = channel;
    this.loss = loss;
  }

  /** Why the connection was lost, if it was. */
  private static final class Loss {
    private final Bell bell;
    private volatile ChannelException cause;

    Loss(Bell bell) {
      this.bell = bell;
    }

    void tell(ChannelException why) {
      cause = why;
      bell.ring();
    }
  }

  /**
   * Makes a channel that is not connected.
   *
   * @param alive what is done when the platform is heard
   * @param bell is rung when the connection is lost
   */
  static LiveChannel of(
      ChannelAssembly assembly,
      Function<InboundMessage, CompletionStage<Acceptance>> receive,
      Runnable alive,
      Bell bell)
      throws ChannelException, InterruptedException {
    Loss loss = new Loss(bell);
    RevocableContext context =
        assembly.context(new RevocableContext.Effects(receive, loss::tell, alive));
    Channel channel = null;
    try {
      channel = assembly.create(context);
    } finally {
      if (channel == null) {
        context.revoke();
      }
    }
    return new LiveChannel(context, channel, loss);
  }

  @Override
  public Connection connect() throws ChannelException, InterruptedException {
    loss.cause = null;
    return channel.connect();
  }

  /** Why the connection was lost, if it was since the last attempt to connect. */
  Optional<ChannelException> lossCause() {
    return Optional.ofNullable(loss.cause);
  }

  @Override
  public Receipt send(OutboundMessage message) throws ChannelException, InterruptedException {
    atWork.incrementAndGet();
    try {
      return channel.send(message);
    } finally {
      done();
    }
  }

  @Override
  public void fetch(Attachment attachment, Path target, long maxBytes)
      throws ChannelException, DownloadException, InterruptedException {
    MediaSource source = ability(MediaSource.class);
    atWork.incrementAndGet();
    try {
      source.fetch(attachment, target, maxBytes);
    } finally {
      done();
    }
  }

  @Override
  public Optional<Duration> streamingPause() {
    return channel instanceof StreamingReplies streaming
        ? streaming.streamingPause()
        : Optional.empty();
  }

  @Override
  public Map<String, String> show(OutboundMessage draft)
      throws ChannelException, InterruptedException {
    StreamingReplies streaming = ability(StreamingReplies.class);
    atWork.incrementAndGet();
    try {
      return streaming.show(draft);
    } finally {
      done();
    }
  }

  @Override
  public void withdraw(OutboundMessage draft) throws ChannelException, InterruptedException {
    StreamingReplies streaming = ability(StreamingReplies.class);
    atWork.incrementAndGet();
    try {
      streaming.withdraw(draft);
    } finally {
      done();
    }
  }

  @Override
  public void working(InboundMessage question) throws ChannelException, InterruptedException {
    if (channel instanceof TypingSignal signal) {
      signal.working(question);
    }
  }

  @Override
  public void idle(InboundMessage question) throws ChannelException, InterruptedException {
    if (channel instanceof TypingSignal signal) {
      signal.idle(question);
    }
  }

  private <A> A ability(Class<A> ability) throws ChannelException {
    if (!ability.isInstance(channel)) {
      throw new ChannelException(
          ChannelException.Kind.REJECTED,
          "%s is no %s".formatted(context.name(), ability.getSimpleName()));
    }
    return ability.cast(channel);
  }

  private void done() {
    atWork.decrementAndGet();
    idle.ring();
  }

  @Override
  public boolean sendsWithoutConnection() {
    return channel.sendsWithoutConnection();
  }

  /** Waits for the end of what was begun; a send that is cut off might be made twice. */
  void awaitIdle(Duration limit) throws InterruptedException {
    idle.await(() -> atWork.get() == 0, limit);
  }

  @Override
  public void close() {
    channel.close();
    context.revoke();
  }
}
