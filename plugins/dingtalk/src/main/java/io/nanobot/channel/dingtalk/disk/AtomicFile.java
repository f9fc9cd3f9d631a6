package io.nanobot.channel.dingtalk.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is noted on disk: whoever reads the file finds all of the old text or all of the new. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Also while the calling thread is interrupted: what was done has to be noted. */
  public static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    OwnerOnly.createFile(draft);
    // not through a channel, which an interrupt would close
    try (OutputStream out = new FileOutputStream(draft.toFile())) {
      out.write(text.getBytes(UTF_8));
    }
    Files.move(draft, file, REPLACE_EXISTING, ATOMIC_MOVE);
  }
}
