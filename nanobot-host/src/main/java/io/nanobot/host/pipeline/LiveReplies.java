package io.nanobot.host.pipeline;

import io.nanobot.api.channel.StreamingReplies;
import io.nanobot.host.store.MessageStore;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Shows answers that are still being written, where the channel can. */
public final class LiveReplies implements AutoCloseable {
  /** Calls at once. Where all are at work, drafts come later and less often. */
  private static final int THREADS = 8;

  private final MessageStore store;
  private final WorkingChannels channels;
  private final ScheduledThreadPoolExecutor pool;

  @Inject
  public LiveReplies(MessageStore store, WorkingChannels channels) {
    this.store = store;
    this.channels = channels;
    this.pool = new ScheduledThreadPoolExecutor(THREADS, new DaemonThreads("live"));
    pool.setRemoveOnCancelPolicy(true);
    // A thread keeps what was on the stack when it was made: no plugin's call is there now.
    pool.prestartAllCoreThreads();
  }

  /** One answer that is to be shown from now on. */
  LiveReply begin(Draft draft, GrowingText text) {
    return new LiveReply(draft, text, this::target, store, pool);
  }

  private Optional<StreamingReplies> target(Draft draft) {
    return channels.find(draft.channel(), StreamingReplies.class);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
