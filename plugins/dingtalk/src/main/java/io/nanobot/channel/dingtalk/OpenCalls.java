package io.nanobot.channel.dingtalk;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.nanobot.api.channel.ChannelException;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeoutException;

/** Who is inside the channel, so that close() returns when all have left. */
final class OpenCalls {
  private static final long LONGEST_WAIT_SECONDS = 3;

  private final Phaser inside = new Phaser(1);
  private volatile boolean closed;

  void enter() throws ChannelException {
    if (closed || inside.register() < 0) {
      throw DingTalkErrors.closed();
    }
  }

  void leave() {
    inside.arriveAndDeregister();
  }

  /** Lets nobody in any more; false if that was so before. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  void awaitLeft() {
    int phase = inside.arriveAndDeregister();
    PluginThreads.waitFor(
        "a call",
        () -> {
          try {
            inside.awaitAdvanceInterruptibly(phase, LONGEST_WAIT_SECONDS, SECONDS);
            return true;
          } catch (TimeoutException e) {
            return false;
          }
        });
  }
}
