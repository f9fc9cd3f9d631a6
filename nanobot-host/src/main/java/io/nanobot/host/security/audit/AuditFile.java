package io.nanobot.host.security.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.host.workspace.OwnerOnly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * The files of the log: {@code audit.jsonl}, and {@code audit.1.jsonl}, {@code audit.2.jsonl} …,
 * which are older the higher the number.
 *
 * <p>Not logback's rolling appender, because that swallows what it could not write, leaves half a
 * line behind when the disk is full, gives new files the mode of the process, and expects to be the
 * only process. Here a gateway and a command may write at once: the file is opened, under a lock,
 * for each batch of lines.
 */
final class AuditFile {
  /** How the file is opened; a test's disk can be full. */
  @FunctionalInterface
  interface Disk {
    SeekableByteChannel open(Path file) throws IOException;
  }

  private static final String NAME = "audit";
  private static final String TYPE = ".jsonl";

  private final Path folder;
  private final long largest;
  private final int files;
  private final Disk disk;
  private boolean reclaimed;

  /**
   * Prepares it; nothing is opened yet.
   *
   * @param largest how many bytes a file may have
   * @param files how many there may be; the oldest goes first
   */
  AuditFile(Path folder, long largest, int files) {
    this(
        folder,
        largest,
        files,
        file -> FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  AuditFile(Path folder, long largest, int files, Disk disk) {
    this.folder = folder;
    this.largest = largest;
    this.files = files;
    this.disk = disk;
  }

  Path path() {
    return folder.resolve(NAME + TYPE);
  }

  /**
   * Adds lines, and takes them out of the queue as soon as they are in the file.
   *
   * @throws IOException if that fails; the file then ends with a whole line
   */
  void append(Queue<String> lines) throws IOException {
    OwnerOnly.createDirectories(folder);
    reclaim();
    Path lockFile = existing(folder.resolve(NAME + ".lock"));
    try (FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      lock.lock(); // until the channel is closed
      while (!lines.isEmpty()) {
        appendToOneFile(lines);
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("this process has the audit log open twice", e);
    }
  }

  /** What an earlier gateway has left: what comes into being from now on is closed already. */
  private void reclaim() throws IOException {
    if (!reclaimed) {
      OwnerOnly.reclaim(folder);
      try (Stream<Path> left = Files.list(folder)) {
        left.forEach(OwnerOnly::reclaim);
      }
      reclaimed = true;
    }
  }

  private void appendToOneFile(Queue<String> lines) throws IOException {
    try (SeekableByteChannel file = disk.open(existing(path()))) {
      long size = file.size();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (size > 0 && !endsWithLine(file, size)) {
        bytes.write('\n'); // a power cut may leave half a line, which must not spoil the next one
      }
      int fitting = 0;
      for (String line : lines) {
        byte[] encoded = (line + "\n").getBytes(UTF_8);
        if (size + bytes.size() + encoded.length > largest && size + bytes.size() > 0) {
          break;
        }
        bytes.writeBytes(encoded);
        fitting++;
      }
      write(file, size, bytes.toByteArray());
      for (int i = 0; i < fitting; i++) {
        lines.remove();
      }
    }
    if (!lines.isEmpty()) {
      rotate();
    }
  }

  private static boolean endsWithLine(SeekableByteChannel file, long size) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    file.position(size - 1);
    return file.read(last) == 1 && last.get(0) == '\n';
  }

  private static void write(SeekableByteChannel file, long size, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    file.position(size);
    try {
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
    } catch (IOException e) {
      try {
        file.truncate(size);
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private void rotate() throws IOException {
    for (int age = files - 1; age > 0; age--) {
      Path younger = age == 1 ? path() : rotated(age - 1);
      if (Files.exists(younger)) {
        Files.move(younger, rotated(age), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.deleteIfExists(path()); // is there still if only one file may be
  }

  private Path rotated(int age) {
    return folder.resolve(NAME + "." + age + TYPE);
  }

  private static Path existing(Path file) throws IOException {
    try {
      return Files.exists(file) ? file : OwnerOnly.createFile(file);
    } catch (FileAlreadyExistsException e) {
      return file; // another process was faster
    }
  }
}
