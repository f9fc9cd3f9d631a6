package io.nanobot.host.fetch;

import io.nanobot.api.download.DownloadException;
import io.nanobot.host.workspace.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A file that is being fetched: in a folder of its own, until it is whole. */
final class PartialFile implements AutoCloseable {
  private static final String FOLDER = ".partial";

  private final Path part;
  private final OutputStream out;
  private long size;

  private PartialFile(Path part, OutputStream out) {
    this.part = part;
    this.out = out;
  }

  static PartialFile in(Path dataDirectory) throws DownloadException {
    try {
      Path folder = OwnerOnly.createDirectories(dataDirectory.resolve(FOLDER));
      Path part = OwnerOnly.createFile(folder.resolve(UUID.randomUUID().toString()));
      return new PartialFile(part, Files.newOutputStream(part));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Removes what a gateway that was killed has left. */
  static void removeLeftovers(Path dataDirectory) throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(dataDirectory.resolve(FOLDER))) {
      for (Path part : parts) {
        Files.delete(part);
      }
    } catch (NoSuchFileException e) {
      // nothing was ever fetched
    }
  }

  /** Whether a path is not for plugins. */
  static boolean isReserved(Path dataDirectory, Path path) {
    return path.startsWith(dataDirectory.resolve(FOLDER));
  }

  void write(byte[] bytes, int count) throws DownloadException {
    try {
      out.write(bytes, 0, count);
      size += count;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  long size() {
    return size;
  }

  /** Puts it in its place, in one step. */
  void moveTo(Path target) throws DownloadException {
    try {
      out.close();
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Removes it, unless it is in its place. */
  @Override
  public void close() throws DownloadException {
    try {
      out.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static DownloadException unwritable(IOException cause) {
    return new DownloadException(
        DownloadException.Kind.FAILED, "The file can not be written (%s)".formatted(cause));
  }
}
