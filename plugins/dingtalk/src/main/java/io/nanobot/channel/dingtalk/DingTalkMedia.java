package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.download.Downloads;
import io.nanobot.api.message.Attachment;
import io.nanobot.channel.dingtalk.inbound.MediaKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches what came with messages: DingTalk gives a signed address for a download code, and the
 * host's guarded downloads do the rest.
 */
final class DingTalkMedia implements AutoCloseable {
  private final DingTalkConfig config;
  private final DingTalkApi api;
  private final Downloads downloads;
  private final Set<Thread> fetching = new HashSet<>(); // guarded by this
  private boolean closed; // guarded by this

  DingTalkMedia(DingTalkConfig config, DingTalkApi api, Downloads downloads) {
    this.config = config;
    this.api = api;
    this.downloads = downloads;
  }

  void fetch(Attachment attachment, Path target, long maxBytes)
      throws ChannelException, DownloadException, InterruptedException {
    MediaKey key = key(attachment);
    begin();
    try {
      downloads.fetch(address(key), target, maxBytes);
    } catch (InterruptedException e) {
      if (isClosed()) {
        throw DingTalkErrors.closed();
      }
      throw e;
    } finally {
      end();
    }
  }

  /** Cuts off what is being fetched: an interrupted download ends at once. */
  @Override
  public synchronized void close() {
    closed = true;
    fetching.forEach(Thread::interrupt);
  }

  private synchronized void begin() throws ChannelException {
    if (closed) {
      throw DingTalkErrors.closed();
    }
    fetching.add(Thread.currentThread());
  }

  /** An interrupt of {@link #close()} must not reach what the thread does next. */
  private synchronized void end() {
    fetching.remove(Thread.currentThread());
    if (closed) {
      Thread.interrupted();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private static MediaKey key(Attachment attachment) throws ChannelException {
    try {
      return MediaKey.parse(attachment.source());
    } catch (IllegalArgumentException e) {
      throw new ChannelException(
          REJECTED, "The attachment is not one of this channel: " + e.getMessage());
    }
  }

  private URI address(MediaKey key) throws ChannelException, InterruptedException {
    String robot = config.robotCode(key.robotCode());
    Optional<URI> address = api.fileAddress(robot, key.downloadCode());
    if (address.isEmpty() && key.otherCode().isPresent()) {
      address = api.fileAddress(robot, key.otherCode().get());
    }
    return address.orElseThrow(
        () ->
            new ChannelException(
                REJECTED, "DingTalk does not know the download code of the file any more"));
  }
}
