package io.nanobot.host.media;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.MediaSource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The channels that files can be fetched through, while they work. */
public final class MediaSources {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Map<String, Supplier<Optional<Channel>>> channels = new ConcurrentHashMap<>();

  @Inject
  public MediaSources() {}

  /**
   * Makes a channel known.
   *
   * @param working the channel while it can send
   */
  public void add(String name, Supplier<Optional<Channel>> working) {
    channels.put(name, working);
  }

  /**
   * Waits for a channel: after a start messages are answered while their channel still connects.
   *
   * @return empty if the channel does not work by then, or fetches nothing
   */
  Optional<MediaSource> await(String name, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<Channel> channel = channels.getOrDefault(name, Optional::empty).get();
      if (channel.isPresent() || System.nanoTime() - end >= 0) {
        return channel.filter(MediaSource.class::isInstance).map(MediaSource.class::cast);
      }
      Thread.sleep(POLL.toMillis());
    }
  }
}
