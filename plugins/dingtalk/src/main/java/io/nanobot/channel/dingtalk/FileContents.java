package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.download.Downloads;
import io.nanobot.api.message.Attachment;
import io.nanobot.channel.dingtalk.files.OutgoingFile;
import io.nanobot.channel.dingtalk.files.Showing;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the files that go with answers, from this machine or by the host's guarded downloads. */
final class FileContents {
  private static final int LONGEST_NAME = 100;
  private static final String TOO_LARGE = "it has more than 20 MB";

  private static final Logger LOG = LoggerFactory.getLogger(FileContents.class);

  private final Downloads downloads;
  private final Path folder;

  FileContents(Downloads downloads, Path dataDirectory) {
    this.downloads = downloads;
    this.folder = dataDirectory.toAbsolutePath().resolve("uploads");
  }

  OutgoingFile read(Attachment attachment)
      throws UnusableFile, ChannelException, InterruptedException {
    URI source = source(attachment);
    byte[] content = isWeb(source) ? fetched(source) : local(source);
    if (content.length == 0) {
      throw new UnusableFile("it is empty");
    }
    return new OutgoingFile(name(attachment), content);
  }

  /** The name for people: on one line, without folders, never empty. */
  static String name(Attachment attachment) {
    String given = attachment.name().isBlank() ? pathOf(attachment) : attachment.name();
    String line = given.replaceAll("[\\p{Cntrl}\"]+", " ");
    String last = line.substring(Math.max(line.lastIndexOf('/'), line.lastIndexOf('\\')) + 1);
    String name = last.strip();
    int start = Math.max(0, name.length() - LONGEST_NAME); // the end tells the type
    return name.isEmpty() ? "file" : name.substring(start);
  }

  private static String pathOf(Attachment attachment) {
    try {
      String path = URI.create(attachment.source()).getPath();
      return path == null ? "" : path;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static URI source(Attachment attachment) throws UnusableFile {
    try {
      URI source = URI.create(attachment.source());
      if (isWeb(source) || "file".equalsIgnoreCase(source.getScheme())) {
        return source;
      }
    } catch (IllegalArgumentException e) {
      // said below, for both
    }
    throw new UnusableFile("the bot can not open the address that it has for it");
  }

  private static boolean isWeb(URI source) {
    return "https".equalsIgnoreCase(source.getScheme())
        || "http".equalsIgnoreCase(source.getScheme());
  }

  private static byte[] local(URI source) throws UnusableFile {
    try {
      return read(Path.of(source));
    } catch (IllegalArgumentException e) {
      throw new UnusableFile("the bot can not open the address that it has for it");
    }
  }

  private static byte[] read(Path file) throws UnusableFile {
    if (!Files.isRegularFile(file)) {
      throw new UnusableFile("the bot does not find it any more");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(Showing.MAX_BYTES + 1);
      if (content.length > Showing.MAX_BYTES) {
        throw new UnusableFile(TOO_LARGE);
      }
      return content;
    } catch (IOException e) {
      throw new UnusableFile("the bot can not read it");
    }
  }

  private byte[] fetched(URI source) throws UnusableFile, ChannelException, InterruptedException {
    Path copy = folder.resolve(UUID.randomUUID().toString());
    try {
      downloads.fetch(source, copy, Showing.MAX_BYTES);
      return read(copy);
    } catch (DownloadException e) {
      throw lasting(e);
    } finally {
      delete(copy);
    }
  }

  /** Returns why nobody ever gets the file; throws what may be over at the next attempt. */
  private static UnusableFile lasting(DownloadException e) throws ChannelException {
    int status = e.status().orElse(0);
    boolean notNow = status == 0 || status >= 500 || status == 408 || status == 429;
    return switch (e.kind()) {
      case REFUSED ->
          new UnusableFile("the bot may not fetch files from where it is", e.getMessage());
      case TOO_LARGE -> new UnusableFile(TOO_LARGE);
      case TIMEOUT, FAILED -> {
        if (notNow) {
          throw new ChannelException(
              UNAVAILABLE, "A file of the message was not fetched: " + e.getMessage());
        }
        yield new UnusableFile("its server answers with status " + status);
      }
    };
  }

  private static void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      LOG.warn("Can not delete {}: {}", copy, e.toString());
    }
  }
}
