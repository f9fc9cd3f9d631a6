package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.StoreException;
import io.nanobot.host.workspace.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second gateway from a file that one has. Ends with the process, however that ends. */
final class FileLock implements AutoCloseable {
  private final FileChannel channel;

  private FileLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a store's file.
   *
   * @throws StoreException if another gateway has it
   */
  static FileLock of(Path store) throws IOException {
    Path file = store.resolveSibling(store.getFileName() + ".lock");
    if (Files.notExists(file)) {
      OwnerOnly.createFile(file);
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new FileLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // held by this very process, which is the same to the user
    }
    channel.close();
    throw new StoreException(
        "Another gateway works on %s. Stop it, or give this one another folder with --workspace. Several gateways need a shared database: see store.url."
            .formatted(store));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It ends with the process at the latest.
    }
  }
}
