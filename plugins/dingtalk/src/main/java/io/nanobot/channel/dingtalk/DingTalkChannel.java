package io.nanobot.channel.dingtalk;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Connection;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.message.OutboundMessage;
import java.time.Clock;

/** One robot: its stream for what people write, and its API for the answers. */
final class DingTalkChannel implements Channel {
  private final OpenCalls calls = new OpenCalls();
  private final DingTalkHttp http;
  private final DingTalkStream stream;
  private final DingTalkReplies replies;

  DingTalkChannel(DingTalkConfig config, ChannelContext context, Clock clock) {
    http = new DingTalkHttp(config, context.name());
    stream = new DingTalkStream(config, context, calls, new DingTalkGateway(config, http));
    DingTalkToken token = new DingTalkToken(config, http, clock);
    replies = new DingTalkReplies(config, new DingTalkApi(config, http, token), clock);
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
      return replies.send(message);
    } finally {
      calls.leave();
    }
  }

  @Override
  public void close() {
    if (calls.close()) {
      http.close();
      stream.close();
      calls.awaitLeft();
    }
  }
}
