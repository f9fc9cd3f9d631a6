package io.nanobot.host.media;

import io.nanobot.api.channel.MediaSource;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.security.Printable;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what came with a message, just before an agent sees it. A file that can not be had costs
 * the agent that file, and never the turn.
 */
public final class Attachments {
  private static final Logger log = LoggerFactory.getLogger(Attachments.class);

  /** More is no conversation; the sender can send the rest in another message. */
  static final int MOST_FILES = 10;

  /**
   * Turns of one channel that may wait for files at once: a channel whose files hang leaves most of
   * the dispatcher's workers to the others.
   */
  private static final int TURNS_AT_ONCE = 24;

  private static final Duration FOR_A_PLACE = Duration.ofSeconds(5);
  private static final Duration FOR_THE_CHANNEL = Duration.ofSeconds(30);

  /**
   * How long a turn waits before the first file.
   *
   * @param place for other turns of the channel
   * @param channel for the channel itself
   */
  record Patience(Duration place, Duration channel) {}

  private final MediaSources sources;
  private final MediaFiles files;
  private final MediaFetch fetch;
  private final int turnsAtOnce;
  private final Patience patience;
  private final Map<String, Semaphore> places = new ConcurrentHashMap<>();

  @Inject
  public Attachments(MediaSources sources, MediaFiles files) {
    this(
        sources,
        files,
        new MediaFetch(files),
        TURNS_AT_ONCE,
        new Patience(FOR_A_PLACE, FOR_THE_CHANNEL));
  }

  Attachments(
      MediaSources sources,
      MediaFiles files,
      MediaFetch fetch,
      int turnsAtOnce,
      Patience patience) {
    this.sources = sources;
    this.files = files;
    this.fetch = fetch;
    this.turnsAtOnce = turnsAtOnce;
    this.patience = patience;
  }

  /**
   * The message as an agent gets it: each attachment is a file of this machine, and its text says
   * in a line of its own which ones are missing and why.
   *
   * @throws InterruptedException if the caller is being stopped
   */
  public InboundMessage fetch(String channel, InboundMessage message) throws InterruptedException {
    if (message.attachments().isEmpty()) {
      return message;
    }
    Semaphore place = places.computeIfAbsent(channel, it -> new Semaphore(turnsAtOnce, true));
    if (!place.tryAcquire(patience.place().toMillis(), TimeUnit.MILLISECONDS)) {
      return collect(
          message,
          (number, attachment) -> {
            throw new NotFetched("too many files are fetched at the moment");
          });
    }
    try {
      Optional<MediaSource> source = sources.await(channel, patience.channel());
      MediaFetch.Deadline deadline = fetch.deadline();
      return collect(
          message,
          (number, attachment) ->
              fetch.fetch(
                  source(source, number),
                  files.place(channel, message.id(), number),
                  attachment,
                  deadline));
    } finally {
      place.release();
    }
  }

  private interface Fetcher {
    Attachment fetch(int number, Attachment attachment)
        throws NotFetched, IOException, InterruptedException;
  }

  private static InboundMessage collect(InboundMessage message, Fetcher fetcher)
      throws InterruptedException {
    List<Attachment> local = new ArrayList<>();
    StringJoiner text = new StringJoiner("\n");
    Optional.of(message.text()).filter(it -> !it.isEmpty()).ifPresent(text::add);
    int number = 0;
    for (Attachment attachment : message.attachments()) {
      number++;
      try {
        local.add(fetcher.fetch(number, attachment));
      } catch (NotFetched e) {
        log.warn(
            "File {} of message {} was not fetched: {}",
            number,
            Printable.text(message.id()),
            e.detail());
        text.add(line(attachment, e.getMessage()));
      } catch (IOException e) {
        log.error("File {} of message {} can not be kept", number, Printable.text(message.id()), e);
        text.add(line(attachment, "it could not be stored"));
      }
    }
    return message.with(text.toString(), local);
  }

  private static MediaSource source(Optional<MediaSource> source, int number) throws NotFetched {
    if (number > MOST_FILES) {
      throw new NotFetched("only %d files of a message are".formatted(MOST_FILES));
    }
    return source.orElseThrow(() -> new NotFetched("the channel can not fetch it now"));
  }

  private static String line(Attachment attachment, String reason) {
    String what =
        switch (attachment.kind()) {
          case IMAGE -> "picture";
          case AUDIO -> "voice message";
          case VIDEO -> "video";
          case FILE -> "file";
        };
    return "[The %s \"%s\" was not fetched: %s]"
        .formatted(what, FileName.of(attachment, Optional.empty()), reason);
  }
}
