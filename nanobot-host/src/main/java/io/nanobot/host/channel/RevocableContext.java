package io.nanobot.host.channel;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.download.Downloads;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.fetch.LentDownloads;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/** A channel's hold on the host. It dies with its channel, so that a zombie can not act. */
final class RevocableContext implements ChannelContext {
  /** What a channel can set in motion. */
  record Effects(
      Function<InboundMessage, CompletionStage<Acceptance>> receive,
      Consumer<ChannelException> disconnected,
      Runnable alive) {}

  private static final Effects NONE =
      new Effects(
          message -> CompletableFuture.completedStage(Acceptance.BUSY), cause -> {}, () -> {});

  private final String name;
  private final Path dataDirectory;
  private final ScheduledExecutorService executor;
  private final LentDownloads downloads;
  private volatile Effects effects;

  RevocableContext(
      String name,
      Path dataDirectory,
      ScheduledExecutorService executor,
      LentDownloads downloads,
      Effects effects) {
    this.name = name;
    this.dataDirectory = dataDirectory;
    this.executor = executor;
    this.downloads = downloads;
    this.effects = effects;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Path dataDirectory() {
    return dataDirectory;
  }

  @Override
  public ScheduledExecutorService executor() {
    return executor;
  }

  @Override
  public Downloads downloads() {
    return downloads;
  }

  @Override
  public CompletionStage<Acceptance> receive(InboundMessage message) {
    return effects.receive().apply(message);
  }

  @Override
  public void disconnected(ChannelException cause) {
    effects.disconnected().accept(cause);
  }

  @Override
  public void alive() {
    effects.alive().run();
  }

  /** From now on the channel reaches nothing. */
  void revoke() {
    effects = NONE;
    downloads.close();
    executor.shutdownNow();
  }
}
