package io.nanobot.channel.dingtalk;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelContext;
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
import io.nanobot.channel.dingtalk.inbound.RecentMessages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One robot: its stream for what people write, and its API for the answers. */
final class DingTalkChannel
    implements Channel, MediaSource, StreamingReplies, TypingSignal, MessageRecall, Probe {
  /** By then the host has gone on with what a crash has cut off. */
  private static final Duration REPAIR_EVERY = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(DingTalkChannel.class);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean repairing = new AtomicBoolean();
  private final OpenCalls calls = new OpenCalls();
  private final DingTalkHttp http;
  private final DingTalkStream stream;
  private final DingTalkReplies replies;
  private final DingTalkMedia media;
  private final RecentMessages recent;
  private final DingTalkProbe probe;
  private final Optional<DingTalkCards> cards;
  private final ThinkingReaction thinking;
  private final SentMessages sent;
  private final ChannelContext context;

  DingTalkChannel(DingTalkConfig config, ChannelContext context, Clock clock) {
    this.context = context;
    CallQuota quota = new CallQuota(config, context.dataDirectory(), clock);
    http = new DingTalkHttp(config, quota, context.name());
    recent = new RecentMessages(context.dataDirectory());
    DingTalkGateway gateway = new DingTalkGateway(config, http);
    DingTalkToken token = new DingTalkToken(config, http, clock);
    DingTalkApi api = new DingTalkApi(config, http, token);
    cards =
        config
            .card()
            .map(card -> new DingTalkCards(card, api, quota, context.dataDirectory(), clock));
    stream =
        new DingTalkStream(
            config,
            context,
            calls,
            gateway,
            quota,
            recent,
            cards.map(it -> new CardClicks(context, it, clock)),
            clock);
    DingTalkFiles files =
        new DingTalkFiles(
            new Upload(config, http, token),
            new FileContents(context.downloads(), context.dataDirectory()));
    replies =
        new DingTalkReplies(
            config, api, files, new SentParts(context.dataDirectory()), cards, clock);
    sent = new SentMessages(config, api);
    thinking = new ThinkingReaction(config, api, quota);
    media = new DingTalkMedia(config, api, context.downloads());
    probe = new DingTalkProbe(config, http, token, gateway, clock, context.name());
  }

  @Override
  public Connection connect() throws ChannelException, InterruptedException {
    return during(
        () -> {
          stream.connect();
          if (cards.isPresent() && repairing.compareAndSet(false, true)) {
            repairRegularly();
          }
          return new Connection("Stream Mode");
        });
  }

  @Override
  public Receipt send(OutboundMessage message) throws ChannelException, InterruptedException {
    return during(
        () -> {
          Taken taken = replies.send(message);
          recent.said(message.conversation().id(), taken.knownIds(), message.markdown());
          return taken.receipt();
        });
  }

  @Override
  public Optional<Duration> streamingPause() {
    return replies.streamingPause();
  }

  @Override
  public Map<String, String> show(OutboundMessage draft)
      throws ChannelException, InterruptedException {
    return during(() -> replies.show(draft));
  }

  @Override
  public void withdraw(OutboundMessage draft) throws ChannelException, InterruptedException {
    run(() -> replies.withdraw(draft));
  }

  @Override
  public void working(InboundMessage question) throws ChannelException, InterruptedException {
    run(() -> thinking.show(question));
  }

  @Override
  public void idle(InboundMessage question) throws ChannelException, InterruptedException {
    run(() -> thinking.remove(question));
  }

  @Override
  public void recall(OutboundMessage message, Receipt receipt)
      throws ChannelException, InterruptedException {
    run(() -> sent.recall(message, receipt));
  }

  private void repairRegularly() {
    try {
      var unused =
          context
              .executor()
              .scheduleWithFixedDelay(
                  this::repairCards,
                  REPAIR_EVERY.toMillis(),
                  REPAIR_EVERY.toMillis(),
                  MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The host's executor has ended");
    }
  }

  /** Ends the cards that were left. */
  void repairCards() {
    try {
      calls.enter();
    } catch (ChannelException e) {
      return; // it is closed
    }
    try {
      cards.orElseThrow().repair();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the host's executor ends
    } finally {
      calls.leave();
    }
  }

  @Override
  public void fetch(Attachment attachment, Path target, long maxBytes)
      throws ChannelException, DownloadException, InterruptedException {
    calls.enter();
    try {
      media.fetch(attachment, target, maxBytes);
    } finally {
      calls.leave();
    }
  }

  @Override
  public void probe(Consumer<Check> report) throws ChannelException, InterruptedException {
    run(() -> probe.run(report));
  }

  private <T> T during(Call<T> call) throws ChannelException, InterruptedException {
    calls.enter();
    try {
      return call.run();
    } finally {
      calls.leave();
    }
  }

  private void run(Action action) throws ChannelException, InterruptedException {
    calls.enter();
    try {
      action.run();
    } finally {
      calls.leave();
    }
  }

  private interface Call<T> {
    T run() throws ChannelException, InterruptedException;
  }

  private interface Action {
    void run() throws ChannelException, InterruptedException;
  }

  /** Messages go over HTTP, not over the stream. */
  @Override
  public boolean sendsWithoutConnection() {
    return true;
  }

  @Override
  public void close() {
    if (!calls.close()) {
      PluginThreads.waitFor(
          "close()", () -> ended.await(PluginThreads.LONGEST_WAIT_SECONDS, SECONDS));
      return;
    }
    try {
      stream.close(); // first: a rotation whose requests end must find it closed, not broken
    } finally {
      try {
        media.close();
        http.close();
      } finally {
        try {
          calls.awaitLeft();
        } finally {
          ended.countDown();
        }
      }
    }
  }
}
