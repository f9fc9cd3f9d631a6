package io.nanobot.api.channel;

import io.nanobot.api.download.Downloads;
import io.nanobot.api.message.InboundMessage;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/**
 * All that the host lends to one channel. Every method may be called from any thread and returns at
 * once. The context dies with its channel: after {@link Channel#close()} {@link #receive} answers
 * {@link Acceptance#BUSY}, {@link #downloads()} fetches nothing and the other methods do nothing.
 */
public interface ChannelContext {
  /**
   * The key under {@code channels} in the configuration. Several channels may share a type.
   *
   * @return for example {@code dingtalk}
   */
  String name();

  /**
   * A folder of this channel's own, which outlives a restart.
   *
   * @return an existing folder that only the user of the gateway can read
   */
  Path dataDirectory();

  /**
   * Named daemon threads with the plugin's context class loader, for timers and short work. The
   * host ends them after {@link Channel#close()}.
   *
   * @return an executor with two threads
   */
  ScheduledExecutorService executor();

  /**
   * Fetches files by URL, guarded by the host. Downloads block, and end with the channel.
   *
   * @return this channel's own; files go into its {@link #dataDirectory()}
   */
  Downloads downloads();

  /**
   * Hands a message to the host. The stage completes when the message is durable, or refused: tell
   * the platform so then, see {@link Acceptance#acknowledge()}.
   *
   * @param message the message
   * @return completes with what the host did; exceptionally if the host failed, which means the
   *     same as {@link Acceptance#BUSY}. It may complete on a thread of the host, which must not be
   *     blocked
   */
  CompletionStage<Acceptance> receive(InboundMessage message);

  /**
   * Tells that the connection is gone. The host calls {@link Channel#connect()} again, after a
   * pause that grows with each failure. Not to be called for a connection that the channel replaces
   * by itself without a gap.
   *
   * @param cause why, classified
   */
  void disconnected(ChannelException cause);

  /**
   * Tells that the platform was heard: a frame or a pong arrived. The host never guesses from
   * silence whether a channel is alive.
   */
  void alive();
}
