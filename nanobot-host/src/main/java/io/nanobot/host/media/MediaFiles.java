package io.nanobot.host.media;

import io.nanobot.host.workspace.OwnerOnly;
import io.nanobot.host.workspace.Workspace;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The files that came with messages, each in a folder of its own below the folder of its channel.
 * Bounded in age and size: what is not looked at soon is not looked at any more.
 */
public final class MediaFiles {
  /** The name below a channel's folder. */
  static final String FOLDER = "media";

  /** An agent may come back to a file in the same day's conversation. */
  static final Duration KEPT = Duration.ofHours(24);

  /** No turn lasts longer, so that nobody reads an older file right now. */
  static final Duration IN_USE = Duration.ofMinutes(15);

  /** Of all channels together: a full disk would stop the message store. */
  static final long MOST_BYTES = 2L * 1024 * 1024 * 1024;

  /** Enough to tell messages apart, and no name that the platform chose. */
  private static final int DIGEST_BYTES = 12;

  private record Kept(Path path, long bytes, Instant since) {}

  private final Workspace workspace;
  private final Clock clock;
  private final long mostBytes;
  private long reserved; // guarded by this

  @Inject
  public MediaFiles(Workspace workspace, Clock clock) {
    this(workspace, clock, MOST_BYTES);
  }

  MediaFiles(Workspace workspace, Clock clock, long mostBytes) {
    this.workspace = workspace;
    this.clock = clock;
    this.mostBytes = mostBytes;
  }

  /** Where one attachment belongs: the same after a restart, so that nothing is fetched twice. */
  MediaPlace place(String channel, String messageId, int number) throws IOException {
    Path folder =
        workspace
            .channelData(channel)
            .toAbsolutePath()
            .resolve(FOLDER)
            .resolve(digest(messageId))
            .resolve(Integer.toString(number));
    return new MediaPlace(OwnerOnly.createDirectories(folder));
  }

  /**
   * Makes room for one file, by removing the oldest, and holds it until {@link #release}.
   *
   * @return false if there is no room, because too much is in use
   */
  synchronized boolean reserve(long bytes) throws IOException {
    List<Kept> files = files();
    long total = files.stream().mapToLong(Kept::bytes).sum() + reserved;
    Instant removable = clock.instant().minus(IN_USE);
    for (Kept file : files) {
      if (total + bytes <= mostBytes || file.since().isAfter(removable)) {
        break;
      }
      remove(file);
      total -= file.bytes();
    }
    if (total + bytes > mostBytes) {
      return false;
    }
    reserved += bytes;
    return true;
  }

  /** Ends a reservation: the file is there, or will not be. */
  synchronized void release(long bytes) {
    reserved -= bytes;
  }

  /** Removes what is too old. */
  public void removeOld() throws IOException {
    Instant oldest = clock.instant().minus(KEPT);
    for (Kept file : files()) {
      if (file.since().isAfter(oldest)) {
        return;
      }
      remove(file);
    }
  }

  /** Oldest first. */
  private List<Kept> files() throws IOException {
    List<Kept> files = new ArrayList<>();
    for (Path channel : workspace.channelFolders()) {
      Path folder = channel.resolve(FOLDER);
      if (Files.isDirectory(folder)) {
        Files.walkFileTree(folder, new Collector(files));
      }
    }
    files.sort(Comparator.comparing(Kept::since));
    return files;
  }

  /** With the folders above it that are empty then, up to the message's. */
  private static void remove(Kept file) throws IOException {
    Files.deleteIfExists(file.path());
    try {
      Files.deleteIfExists(file.path().getParent());
      Files.deleteIfExists(file.path().getParent().getParent());
    } catch (DirectoryNotEmptyException e) {
      // another file of the message is younger
    }
  }

  private static String digest(String messageId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(messageId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final List<Kept> files;

    Collector(List<Kept> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files.add(new Kept(file, attributes.size(), attributes.lastModifiedTime().toInstant()));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE; // removed just now
      }
      throw failure;
    }
  }
}
