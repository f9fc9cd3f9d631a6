package io.nanobot.host.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process has, as Linux counts it. */
final class ResidentSet {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentSet() {}

  static String text() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> "%d MB".formatted(Long.parseLong(line.replaceAll("\\D", "")) / 1_024))
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
