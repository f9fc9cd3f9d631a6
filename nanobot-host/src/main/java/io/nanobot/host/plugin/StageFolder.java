package io.nanobot.host.plugin;

import io.nanobot.host.workspace.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process's folder inside the staging folder. A locked file beside it tells other processes
 * that it is in use; the operating system drops the lock when the process dies, however it dies,
 * and the next one to come removes the folder.
 */
final class StageFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StageFolder.class);
  private static final String LOCK = ".lock";
  private static final int ATTEMPTS = 10;

  /** A number alone may be that of a process that died: in a container it is always the same. */
  private static final String PROCESS = ProcessHandle.current().pid() + "-" + UUID.randomUUID();

  private final Path path;
  private final Path lockFile;
  private final FileChannel channel;

  private StageFolder(Path path, Path lockFile, FileChannel channel) {
    this.path = path;
    this.lockFile = lockFile;
    this.channel = channel;
  }

  static StageFolder open(Path root) throws IOException {
    OwnerOnly.createDirectories(root);
    OwnerOnly.reclaim(root);
    removeLeftovers(root);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      StageFolder folder = tryOpen(root);
      if (folder != null) {
        return folder;
      }
    }
    throw new IOException("no lock to be had in " + root);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    remove(path, lockFile);
    try {
      channel.close();
      Files.deleteIfExists(lockFile);
    } catch (IOException e) {
      LOG.debug("could not release {}", lockFile, e);
    }
  }

  /** The lock comes before the folder, so that a folder without a locked file is a leftover. */
  private static StageFolder tryOpen(Path root) throws IOException {
    String name = PROCESS + "-" + UUID.randomUUID();
    Path lockFile = OwnerOnly.createFile(root.resolve(name + LOCK));
    FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock != null && Files.exists(lockFile)) {
      return new StageFolder(OwnerOnly.createDirectories(root.resolve(name)), lockFile, channel);
    }
    channel.close(); // another process took it for a leftover before it was locked
    return null;
  }

  private static void removeLeftovers(Path root) throws IOException {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(root, "*" + LOCK)) {
      for (Path lockFile : locks) {
        if (!isOurs(lockFile)) {
          removeIfDead(root, lockFile);
        }
      }
    }
  }

  /** Not even to be opened: POSIX drops all locks of a process on a file that it closes once. */
  private static boolean isOurs(Path lockFile) {
    return lockFile.getFileName().toString().startsWith(PROCESS);
  }

  private static void removeIfDead(Path root, Path lockFile) {
    String name = lockFile.getFileName().toString();
    Path path = root.resolve(name.substring(0, name.length() - LOCK.length()));
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        LOG.debug("removing {}, which a dead process left behind", path);
        remove(path, lockFile);
      }
    } catch (IOException e) {
      LOG.debug("could not look at {}", lockFile, e);
    }
  }

  private static void remove(Path path, Path lockFile) {
    try {
      if (Files.exists(path)) {
        Files.walkFileTree(path, new Deletion());
      }
      Files.deleteIfExists(lockFile);
    } catch (IOException e) {
      LOG.debug("could not remove {}", path, e);
    }
  }

  /** Does not follow links. */
  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
