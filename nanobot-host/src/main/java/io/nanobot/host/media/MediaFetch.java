package io.nanobot.host.media;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.MediaSource;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.message.Attachment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has one file fetched by its channel, within bounds of size, time and attempts. */
final class MediaFetch {
  /** When it is too late to begin with another file. */
  record Deadline(long nanos) {
    boolean passesWithin(Duration time) {
      return System.nanoTime() + time.toNanos() - nanos >= 0;
    }
  }

  private static final Logger log = LoggerFactory.getLogger(MediaFetch.class);

  /** Like the default of {@code security.outgoing.maxBytes}, which counts as well. */
  static final long MOST_BYTES = 50L * 1024 * 1024;

  /** For all files of a message: the sender waits for an answer meanwhile. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final int ATTEMPTS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final MediaFiles files;
  private final Duration longest;
  private final Duration firstPause;

  MediaFetch(MediaFiles files) {
    this(files, LONGEST, FIRST_PAUSE);
  }

  MediaFetch(MediaFiles files, Duration longest, Duration firstPause) {
    this.files = files;
    this.longest = longest;
    this.firstPause = firstPause;
  }

  /** From now on, for all files of one message. */
  Deadline deadline() {
    return new Deadline(System.nanoTime() + longest.toNanos());
  }

  /** The attachment as a file of this machine; what was fetched before is not fetched again. */
  Attachment fetch(MediaSource source, MediaPlace place, Attachment attachment, Deadline deadline)
      throws NotFetched, IOException, InterruptedException {
    Optional<Path> before = place.file();
    Path file =
        before.isPresent() ? before.get() : fetchIntoRoom(source, place, attachment, deadline);
    return new Attachment(
        attachment.kind(),
        file.getFileName().toString(),
        Signatures.mediaType(file),
        file.toUri().toString());
  }

  private Path fetchIntoRoom(
      MediaSource source, MediaPlace place, Attachment attachment, Deadline deadline)
      throws NotFetched, IOException, InterruptedException {
    if (deadline.passesWithin(Duration.ZERO)) {
      throw new NotFetched("the files before it took too long");
    }
    if (!files.reserve(MOST_BYTES)) {
      throw new NotFetched("too many files are kept at the moment");
    }
    try {
      return fetchAgainAndAgain(source, place, attachment, deadline);
    } finally {
      files.release(MOST_BYTES);
    }
  }

  private Path fetchAgainAndAgain(
      MediaSource source, MediaPlace place, Attachment attachment, Deadline deadline)
      throws NotFetched, IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return fetchOnce(source, place, attachment);
      } catch (NotFetched e) {
        Duration pause = pause(attempt, e);
        if (!e.mayWorkLater() || attempt == ATTEMPTS || deadline.passesWithin(pause)) {
          throw e;
        }
        log.debug("A file is tried again in {} ms: {}", pause.toMillis(), e.detail());
        Thread.sleep(pause.toMillis());
      }
    }
  }

  private Duration pause(int attempt, NotFetched failure) {
    Duration own = firstPause.multipliedBy(attempt);
    return failure.retryAfter().filter(it -> it.compareTo(own) > 0).orElse(own);
  }

  private static Path fetchOnce(MediaSource source, MediaPlace place, Attachment attachment)
      throws NotFetched, IOException, InterruptedException {
    Path target = place.incoming();
    try {
      source.fetch(attachment, target, MOST_BYTES);
    } catch (ChannelException e) {
      throw NotFetched.because(e);
    } catch (DownloadException e) {
      throw NotFetched.because(e);
    }
    if (!place.arrived(MOST_BYTES)) {
      place.incoming(); // whatever it is that is there, it goes
      throw new NotFetched(
          "it did not arrive", "the plugin put no file of that size at the target");
    }
    return place.keep(FileName.of(attachment, Signatures.mediaType(target)));
  }
}
