package io.nanobot.channel.dingtalk;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.dingtalk.open.app.stream.network.ws.ProtocolFrameHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shade.io.netty.channel.Channel;
import shade.io.netty.channel.ChannelHandlerContext;
import shade.io.netty.channel.ChannelPromise;
import shade.io.netty.handler.codec.DecoderException;
import shade.io.netty.handler.codec.TooLongFrameException;
import shade.io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import shade.io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import shade.io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import shade.io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import shade.io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import shade.io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import shade.io.netty.handler.timeout.IdleStateEvent;
import shade.io.netty.util.ReferenceCountUtil;

/**
 * The SDK's frame codec, with an eye on the link: when it is ready, whether it still lives, and why
 * it ended. It keeps exceptions from the SDK's last handler, which logs them with the payload.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a link whose write or close fails ends anyway
final class LinkHandler extends ProtocolFrameHandler {
  private static final Logger LOG = LoggerFactory.getLogger(LinkHandler.class);

  /** The stock 256 KiB is too little for long forwarded conversations, which then cut the link. */
  static final int LONGEST_FRAME = 1024 * 1024;

  private static final int MOST_UNANSWERED_PINGS = 2;
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);
  private static final Duration LONGEST_AWAKENING = Duration.ofSeconds(5);

  private final Runnable heard;
  private final Clock clock;
  private final CompletableFuture<Channel> ready = new CompletableFuture<>();
  private int unansweredPings;
  private boolean open;
  private boolean leaving;
  private volatile String reason = "DingTalk closed it";

  LinkHandler(Runnable heard, Clock clock) {
    this.heard = heard;
    this.clock = clock;
  }

  /** Completes with the channel once messages can arrive, or with why that will never be. */
  CompletableFuture<Channel> ready() {
    return ready;
  }

  /** Why the link ended, as the end of a sentence. */
  String reason() {
    return reason;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      open = true;
      Future<?> watch = SleepWatch.start(context.executor(), clock, () -> awoke(context));
      context.channel().closeFuture().addListener(closed -> watch.cancel(false));
      if (!ready.complete(context.channel())) {
        context.channel().close(); // nobody waits for it any more
      }
    } else if (event instanceof IdleStateEvent && ready.isDone()) {
      silent(context);
    }
    super.userEventTriggered(context, event);
  }

  private void silent(ChannelHandlerContext context) {
    if (unansweredPings == MOST_UNANSWERED_PINGS) {
      reason = "nothing was heard, not even answers to %d pings".formatted(unansweredPings);
      context.close();
      return;
    }
    unansweredPings++;
    context.writeAndFlush(new PingWebSocketFrame());
  }

  /** Routers and DingTalk have forgotten the link, or not: one question tells. */
  private void awoke(ChannelHandlerContext context) {
    unansweredPings = MOST_UNANSWERED_PINGS;
    context.writeAndFlush(new PingWebSocketFrame());
    context
        .executor()
        .schedule(
            () -> {
              if (unansweredPings == MOST_UNANSWERED_PINGS) {
                reason = "nothing was heard after this machine had slept";
                context.close();
              }
            },
            LONGEST_AWAKENING.toMillis(),
            MILLISECONDS);
  }

  /**
   * Says goodbye, and closes when DingTalk answers: what it has pushed until then arrives before
   * the answer, and would be lost with the socket. It can not be acknowledged any more.
   */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (!open) {
      context.close(promise);
      return;
    }
    if (!leaving) {
      leaving = true;
      context.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
      context.executor().schedule(() -> context.close(), LONGEST_GOODBYE.toMillis(), MILLISECONDS);
    }
    context.channel().closeFuture().addListener(closed -> promise.trySuccess());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    unansweredPings = 0;
    heard.run();
    if (message instanceof PongWebSocketFrame) {
      ReferenceCountUtil.release(message);
      return;
    }
    super.channelRead(context, message);
  }

  private static String words(Throwable cause) {
    if (cause instanceof IOException) {
      return "the connection broke";
    }
    boolean tooLong =
        cause instanceof TooLongFrameException
            || (cause instanceof CorruptedWebSocketFrameException frame
                && frame.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG));
    return tooLong
        ? "a message was larger than %d KiB and is not read".formatted(LONGEST_FRAME / 1024)
        : "a frame was malformed";
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (ready.completeExceptionally(cause)) {
      return;
    }
    if (cause instanceof IOException || cause instanceof DecoderException) {
      reason = words(cause);
      LOG.debug("Closing a link to DingTalk", cause);
      context.close();
    } else {
      LOG.warn("Ignored a frame from DingTalk that is not JSON ({})", cause.getClass().getName());
    }
  }
}
