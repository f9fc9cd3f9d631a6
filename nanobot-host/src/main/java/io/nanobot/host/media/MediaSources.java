package io.nanobot.host.media;

import io.nanobot.api.channel.MediaSource;
import java.time.Duration;
import java.util.Optional;

/** The channels that files can be fetched through, while they work. */
@FunctionalInterface
public interface MediaSources {
  /**
   * Waits for a channel: after a start messages are answered while their channel still connects.
   *
   * @return empty if the channel does not work by then, or fetches nothing
   */
  Optional<MediaSource> await(String name, Duration limit) throws InterruptedException;
}
