package io.nanobot.host.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** What no store can do better: bytes at the end of a file, flushed for as many as are waiting. */
final class RawJournal implements AutoCloseable {
  private static final int RECORD = 1_024;
  private static final int LARGEST_BATCH = 256;

  private final FileChannel file;
  private final BlockingQueue<CompletableFuture<Void>> waiting = new LinkedBlockingQueue<>();
  private final Thread writer = new Thread(this::run, "raw-journal");

  RawJournal(Path file) throws IOException {
    this.file = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    writer.setDaemon(true);
    writer.start();
  }

  CompletableFuture<Void> append() {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    waiting.add(durable);
    return durable;
  }

  @Override
  public void close() throws IOException {
    writer.interrupt();
    file.close();
  }

  private void run() {
    ByteBuffer records = ByteBuffer.allocateDirect(RECORD * LARGEST_BATCH);
    List<CompletableFuture<Void>> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(waiting.take());
        waiting.drainTo(batch, LARGEST_BATCH - 1);
        records.clear().limit(RECORD * batch.size());
        while (records.hasRemaining()) {
          file.write(records);
        }
        file.force(false);
        batch.forEach(durable -> durable.complete(null));
        batch.clear();
      }
    } catch (InterruptedException e) {
      // the end
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
