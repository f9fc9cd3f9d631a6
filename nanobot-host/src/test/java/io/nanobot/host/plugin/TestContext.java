package io.nanobot.host.plugin;

import io.nanobot.api.agent.AgentContext;
import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.download.Downloads;
import io.nanobot.api.message.InboundMessage;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/** A host's side of a channel, which remembers what the channel told. */
final class TestContext implements ChannelContext, AgentContext {
  final CompletableFuture<Acceptance> stored = new CompletableFuture<>();
  final AtomicReference<ChannelException> disconnected = new AtomicReference<>();
  final AtomicReference<Downloads> downloads = new AtomicReference<>();
  final AtomicReference<ClassLoader> contextClassLoader = new AtomicReference<>();

  @Override
  public String name() {
    return "zoo";
  }

  @Override
  public Path dataDirectory() {
    return Path.of("data");
  }

  @Override
  public ScheduledExecutorService executor() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Downloads downloads() {
    return (source, target, maxBytes) -> {
      contextClassLoader.set(Thread.currentThread().getContextClassLoader());
      return downloads.get().fetch(source, target, maxBytes);
    };
  }

  @Override
  public CompletionStage<Acceptance> receive(InboundMessage message) {
    contextClassLoader.set(Thread.currentThread().getContextClassLoader());
    return stored;
  }

  @Override
  public void disconnected(ChannelException cause) {
    disconnected.set(cause);
  }

  @Override
  public void alive() {}
}
