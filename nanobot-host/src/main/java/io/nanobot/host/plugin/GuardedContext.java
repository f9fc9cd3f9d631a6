package io.nanobot.host.plugin;

import static java.util.Objects.requireNonNull;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.download.Downloads;
import io.nanobot.api.message.InboundMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * The way back from a plugin into the host. The host runs with its own context class loader, keeps
 * no exception of the plugin, and never runs a callback of the plugin on a thread of its own.
 */
final class GuardedContext implements ChannelContext {
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final ChannelContext context;
  private final PluginBoundary boundary;
  private final PluginCallbacks callbacks;

  GuardedContext(ChannelContext context, PluginBoundary boundary) {
    this.context = context;
    this.boundary = boundary;
    this.callbacks = new PluginCallbacks(boundary);
  }

  @Override
  public String name() {
    return context.name();
  }

  @Override
  public Path dataDirectory() {
    return context.dataDirectory();
  }

  @Override
  public ScheduledExecutorService executor() {
    return context.executor();
  }

  @Override
  public Downloads downloads() {
    return new GuardedDownloads(context.downloads());
  }

  @Override
  public CompletionStage<Acceptance> receive(InboundMessage message) {
    requireNonNull(message, "message");
    CompletableFuture<Acceptance> stored =
        inHost(() -> context.receive(message)).toCompletableFuture();
    if (stored.isDone()) {
      return stored; // its callbacks run where the plugin adds them
    }
    CompletableFuture<Acceptance> told = new CompletableFuture<>();
    var unused =
        stored.whenComplete(
            (acceptance, failure) -> callbacks.execute(() -> tell(told, acceptance, failure)));
    return told;
  }

  @Override
  public void disconnected(ChannelException cause) {
    ChannelException copy = copyOf(requireNonNull(cause, "cause"));
    inHost(
        () -> {
          context.disconnected(copy);
          return null;
        });
  }

  @Override
  public void alive() {
    context.alive();
  }

  /**
   * A copy that is made on another thread, because an exception keeps the classes of all frames of
   * the stack that it is made on, and this stack is the plugin's.
   */
  private ChannelException copyOf(ChannelException cause) {
    try {
      return boundary.callUninterruptibly(
          "disconnected()", A_MOMENT, () -> PluginFault.copyOf(cause));
    } catch (PluginFault busy) {
      return PluginFault.copyOf(cause);
    }
  }

  private static void tell(
      CompletableFuture<Acceptance> told, Acceptance acceptance, Throwable failure) {
    if (failure == null) {
      told.complete(acceptance);
    } else {
      told.completeExceptionally(failure);
    }
  }

  private static <T> T inHost(Supplier<T> body) {
    ClassLoader before = HostSide.enter();
    try {
      return body.get();
    } finally {
      HostSide.leave(before);
    }
  }
}
