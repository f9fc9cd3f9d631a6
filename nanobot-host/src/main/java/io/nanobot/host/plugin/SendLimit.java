package io.nanobot.host.plugin;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.OutboundMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How long a channel may take for a message. Its files get time by their size, so that they also
 * get through a slow line; the documentation of {@code Channel.send} promises these figures.
 *
 * @param each for the message, and for each of its files whatever its size is
 */
record SendLimit(Duration each) {
  private static final long SLOWEST_BYTES_PER_SECOND = 64 * 1024;

  /** What a file counts whose size only its server knows. */
  private static final long BYTES_IF_UNKNOWN = 20 * 1024 * 1024;

  private static final Duration LONGEST = Duration.ofMinutes(30);

  Duration of(OutboundMessage message) {
    Duration limit = each;
    for (Attachment file : message.attachments()) {
      limit = limit.plus(each).plusSeconds(seconds(bytes(file)));
    }
    return limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
  }

  private static long seconds(long bytes) {
    return (bytes + SLOWEST_BYTES_PER_SECOND - 1) / SLOWEST_BYTES_PER_SECOND;
  }

  private static long bytes(Attachment file) {
    try {
      URI source = URI.create(file.source());
      if ("file".equalsIgnoreCase(source.getScheme())) {
        return Files.size(Path.of(source));
      }
    } catch (IOException | IllegalArgumentException e) {
      // the channel will find so too, and say it
    }
    return BYTES_IF_UNKNOWN;
  }
}
