package io.nanobot.channel.dingtalk;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Connection;
import io.nanobot.api.channel.MediaSource;
import io.nanobot.api.channel.Probe;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.channel.dingtalk.inbound.RecentMessages;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** One robot: its stream for what people write, and its API for the answers. */
final class DingTalkChannel implements Channel, MediaSource, Probe {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final OpenCalls calls = new OpenCalls();
  private final DingTalkHttp http;
  private final DingTalkStream stream;
  private final DingTalkReplies replies;
  private final DingTalkMedia media;
  private final RecentMessages recent;
  private final DingTalkProbe probe;

  DingTalkChannel(DingTalkConfig config, ChannelContext context, Clock clock) {
    CallQuota quota = new CallQuota(config, context.dataDirectory(), clock);
    http = new DingTalkHttp(config, quota, context.name());
    recent = new RecentMessages(context.dataDirectory());
    DingTalkGateway gateway = new DingTalkGateway(config, http);
    stream = new DingTalkStream(config, context, calls, gateway, quota, recent);
    DingTalkToken token = new DingTalkToken(config, http, clock);
    DingTalkApi api = new DingTalkApi(config, http, token);
    replies = new DingTalkReplies(config, api, new SentParts(context.dataDirectory()), clock);
    media = new DingTalkMedia(config, api, context.downloads());
    probe = new DingTalkProbe(config, http, token, gateway, clock, context.name());
  }

  @Override
  public Connection connect() throws ChannelException, InterruptedException {
    calls.enter();
    try {
      stream.connect();
      return new Connection("Stream Mode");
    } finally {
      calls.leave();
    }
  }

  @Override
  public Receipt send(OutboundMessage message) throws ChannelException, InterruptedException {
    calls.enter();
    try {
      Receipt receipt = replies.send(message);
      recent.said(message.conversation().id(), receipt.messageIds(), message.markdown());
      return receipt;
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
    calls.enter();
    try {
      probe.run(report);
    } finally {
      calls.leave();
    }
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
