package io.nanobot.host.channel;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.download.Downloads;
import io.nanobot.api.message.InboundMessage;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/** What is lent to a channel for a moment: a place, threads, and nobody who listens. */
record BriefContext(String name, Path dataDirectory, ScheduledExecutorService executor)
    implements ChannelContext {
  @Override
  public Downloads downloads() {
    return (source, target, maxBytes) -> {
      throw new DownloadException(
          DownloadException.Kind.REFUSED, "A channel that is made for one thing downloads nothing");
    };
  }

  @Override
  public CompletionStage<Acceptance> receive(InboundMessage message) {
    return CompletableFuture.completedStage(Acceptance.BUSY);
  }

  @Override
  public void disconnected(ChannelException cause) {
    // nobody connects again
  }

  @Override
  public void alive() {
    // nobody watches
  }
}
