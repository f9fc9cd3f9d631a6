package io.nanobot.host.pipeline;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.MediaSource;
import io.nanobot.host.media.MediaSources;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The channels of this gateway, for what they can do beside sending, while they can send. */
public final class WorkingChannels implements MediaSources {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Map<String, Supplier<Optional<Channel>>> channels = new ConcurrentHashMap<>();

  @Inject
  public WorkingChannels() {
    // none is known at first
  }

  /**
   * Makes a channel known.
   *
   * @param working the channel while it can send
   */
  public void add(String name, Supplier<Optional<Channel>> working) {
    channels.put(name, working);
  }

  /** What a channel can do beside sending; empty if it can not, or does not work now. */
  <A> Optional<A> find(String name, Class<A> ability) {
    return working(name).filter(ability::isInstance).map(ability::cast);
  }

  @Override
  public Optional<MediaSource> await(String name, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (working(name).isEmpty() && System.nanoTime() - end < 0) {
      Thread.sleep(POLL.toMillis());
    }
    return find(name, MediaSource.class);
  }

  private Optional<Channel> working(String name) {
    return channels.getOrDefault(name, Optional::empty).get();
  }
}
