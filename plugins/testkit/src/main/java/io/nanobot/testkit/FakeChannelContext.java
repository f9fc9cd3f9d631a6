package io.nanobot.testkit;

import static java.util.Objects.requireNonNull;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.message.InboundMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A host that remembers what a channel tells it, and answers as the test wants. Thread-safe. */
public final class FakeChannelContext implements ChannelContext, AutoCloseable {
  private final String name;
  private final Path dataDirectory;
  private final ScheduledThreadPoolExecutor executor;
  private final FakeDownloads downloads;
  private final List<InboundMessage> messages = new CopyOnWriteArrayList<>();
  private final List<ChannelException> disconnections = new CopyOnWriteArrayList<>();
  private final AtomicInteger alive = new AtomicInteger();
  private volatile Function<InboundMessage, CompletionStage<Acceptance>> answer =
      message -> CompletableFuture.completedStage(Acceptance.ACCEPTED);

  /**
   * A host that accepts everything.
   *
   * @param name the channel's key in the configuration
   * @param dataDirectory an existing folder
   */
  public FakeChannelContext(String name, Path dataDirectory) {
    this.name = requireNonNull(name, "name");
    this.dataDirectory = requireNonNull(dataDirectory, "dataDirectory");
    this.downloads = new FakeDownloads(dataDirectory);
    AtomicInteger started = new AtomicInteger();
    this.executor =
        new ScheduledThreadPoolExecutor(
            2,
            task -> {
              Thread thread = new Thread(task, "fake-host-" + started.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    // at once, so that no test counts these among the channel's
    executor.prestartAllCoreThreads();
  }

  /**
   * Answers all further messages so.
   *
   * @param acceptance what the host does with them
   * @return this context
   */
  public FakeChannelContext answering(Acceptance acceptance) {
    return answering(message -> CompletableFuture.completedStage(acceptance));
  }

  /**
   * Answers all further messages so.
   *
   * @param value gives the stage for a message; it may complete later, or never
   * @return this context
   */
  public FakeChannelContext answering(Function<InboundMessage, CompletionStage<Acceptance>> value) {
    answer = requireNonNull(value, "value");
    return this;
  }

  /**
   * What arrived.
   *
   * @return the messages so far, oldest first
   */
  public List<InboundMessage> messages() {
    return List.copyOf(messages);
  }

  /**
   * Why connections ended.
   *
   * @return the causes so far, oldest first
   */
  public List<ChannelException> disconnections() {
    return List.copyOf(disconnections);
  }

  /**
   * How often the channel heard its platform.
   *
   * @return the number of calls of {@link #alive()}
   */
  public int heard() {
    return alive.get();
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
  public FakeDownloads downloads() {
    return downloads;
  }

  @Override
  public CompletionStage<Acceptance> receive(InboundMessage message) {
    messages.add(requireNonNull(message, "message"));
    return answer.apply(message);
  }

  @Override
  public void disconnected(ChannelException cause) {
    disconnections.add(requireNonNull(cause, "cause"));
  }

  @Override
  public void alive() {
    alive.incrementAndGet();
  }

  /** Ends the executor. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
