package io.nanobot.host.channel;

import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.Config;
import io.nanobot.host.security.audit.Audit;
import io.nanobot.host.security.audit.AuditEvent.ChannelChanged;
import io.nanobot.host.security.audit.AuditEvent.ChannelChanged.Effect;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.Queue;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the channels that the configuration enables, each on its own. */
public final class ChannelSupervisor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChannelSupervisor.class);

  /** How long answers are waited for on a channel that is to stop, and then their sending. */
  private static final Duration ANSWERS = Duration.ofSeconds(6);

  private static final Duration SENDS = Duration.ofSeconds(4);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Config config;
  private final ChannelRunners factory;
  private final MessageStore store;
  private final Audit audit;
  private final Clock clock;
  private volatile Map<String, ChannelRunner> runners = Map.of();
  private volatile Map<String, ChannelStatus> waiting = Map.of();
  private volatile boolean started;
  private boolean closed; // guarded by this

  @Inject
  public ChannelSupervisor(
      Config config, ChannelRunners factory, MessageStore store, Audit audit, Clock clock) {
    this.config = config;
    this.factory = factory;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /** Starts every enabled channel and returns at once. */
  public synchronized void start() {
    possible(config.channels()).forEach(section -> add(factory.make(section)));
    await(config.channels());
    runners.values().forEach(ChannelRunner::start);
    started = true;
  }

  /**
   * Has the channels run as another configuration wants it, and leaves alone those that do already.
   * Waits for channels that are to stop, in bounds.
   *
   * @return whether anything is to be different
   */
  public synchronized boolean change(List<ChannelSection> sections) throws InterruptedException {
    if (closed) {
      return false;
    }
    List<ChannelSection> running = runners.values().stream().map(ChannelRunner::section).toList();
    ChannelDifference difference = ChannelDifference.between(running, possible(sections));
    difference.changed().forEach(this::adjust);
    for (String name : difference.removed()) {
      remove(name);
    }
    for (ChannelSection section : difference.added()) {
      ChannelRunner runner = factory.make(section);
      add(runner);
      runner.start();
      audit.record(new ChannelChanged(section.name(), Effect.STARTED));
    }
    boolean other = await(sections);
    return other || !difference.isEmpty();
  }

  /** Whether all channels are known; before that {@link #statuses()} is empty. */
  public boolean started() {
    return started;
  }

  public List<ChannelStatus> statuses() {
    return Stream.concat(
            runners.values().stream().map(ChannelRunner::status), waiting.values().stream())
        .toList();
  }

  /** Sends what still waits, all channels side by side within the same time. */
  public void drain(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (ChannelRunner runner : runners.values()) {
      runner.drain(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  /** Closes all side by side: one that hangs costs the others no time. */
  @Override
  public synchronized void close() {
    closed = true;
    List<Thread> closing = new ArrayList<>();
    for (ChannelRunner runner : runners.values()) {
      Thread thread = new Thread(runner::close, "close-channel");
      thread.start();
      closing.add(thread);
    }
    try {
      for (Thread thread : closing) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void add(ChannelRunner runner) {
    Map<String, ChannelRunner> more = new LinkedHashMap<>(runners);
    more.put(runner.section().name(), runner);
    runners = more;
  }

  private void adjust(ChannelSection section) {
    ChannelRunner runner = runners.get(section.name());
    boolean rules =
        !ChannelDifference.same(runner.section(), section.withSettingsOf(runner.section()));
    factory.change(runner, section);
    if (rules) {
      log.info("Channel {} follows its changed access rules from now on", section.name());
      audit.record(new ChannelChanged(section.name(), Effect.ADJUSTED));
    }
  }

  /** Lets nothing in any more, and waits a while for what was promised to be answered. */
  private void remove(String name) throws InterruptedException {
    ChannelRunner runner = runners.get(name);
    runner.shut();
    try {
      long end = System.nanoTime() + ANSWERS.toNanos();
      while (store.pending(Queue.INBOX) > 0 && System.nanoTime() < end) {
        Thread.sleep(POLL.toMillis());
      }
      runner.drain(SENDS);
    } finally {
      runner.close();
      Map<String, ChannelRunner> fewer = new LinkedHashMap<>(runners);
      fewer.remove(name);
      runners = fewer;
    }
    long left = store.pending(Queue.outbox(name));
    if (left > 0) {
      log.info("{} message(s) wait until channel {} is enabled again", left, name);
    }
    audit.record(new ChannelChanged(name, Effect.STOPPED));
  }

  private List<ChannelSection> possible(List<ChannelSection> sections) {
    return sections.stream().filter(it -> it.enabled() && factory.canRun(it)).toList();
  }

  /** Tells of those that wait for their plugin. Returns whether they are others than before. */
  private boolean await(List<ChannelSection> sections) {
    Map<String, ChannelStatus> before = waiting;
    Map<String, ChannelStatus> now = new LinkedHashMap<>();
    for (ChannelSection section : sections) {
      if (section.enabled() && !factory.canRun(section)) {
        ChannelStatus known = before.get(section.name());
        boolean news = known == null || !known.type().equals(section.type());
        now.put(section.name(), news ? waitingForPlugin(section) : known);
      }
    }
    waiting = now;
    return !now.equals(before);
  }

  private ChannelStatus waitingForPlugin(ChannelSection section) {
    String reason =
        "no installed plugin provides \"%s\": put nanobot-channel-%s-<version>.jar into the plugins folder and restart; nanobot plugins list shows what was found there"
            .formatted(section.type(), section.type());
    log.warn("{} channel not available: {}", section.name(), reason);
    return new ChannelStatus(
        section.name(),
        section.type(),
        ChannelState.WAITING_FOR_PLUGIN,
        reason,
        Instant.now(clock),
        Optional.empty(),
        Optional.empty());
  }
}
