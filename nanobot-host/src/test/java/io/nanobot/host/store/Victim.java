package io.nanobot.host.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A process that is killed without warning, and all that it said before. */
final class Victim {
  static final String ACKNOWLEDGED = "acknowledged ";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Thread reader = new Thread(this::read, "output of the victim");

  private Victim(Process process) {
    this.process = process;
  }

  static Victim start(ProcessBuilder builder) throws IOException {
    Victim victim = new Victim(builder.redirectErrorStream(true).start());
    victim.reader.setDaemon(true);
    victim.reader.start();
    return victim;
  }

  /** Waits for so many acknowledgements, sends SIGKILL, and returns all that came until then. */
  List<String> killAfter(int acknowledgements) throws InterruptedException {
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> acknowledged().size() >= acknowledgements || !reader.isAlive());
    } finally {
      // Process.destroyForcibly() would also close the stream, and with it the last words.
      process.toHandle().destroyForcibly();
      process.waitFor();
      reader.join(PATIENCE.toMillis());
    }
    assertThat(acknowledged())
        .as(() -> "acknowledged, in:\n" + String.join("\n", lines))
        .hasSizeGreaterThanOrEqualTo(acknowledgements);
    return acknowledged();
  }

  private List<String> acknowledged() {
    synchronized (lines) {
      return lines.stream()
          .filter(line -> line.startsWith(ACKNOWLEDGED))
          .map(line -> line.substring(ACKNOWLEDGED.length()))
          .toList();
    }
  }

  private void read() {
    try (BufferedReader in = process.inputReader()) {
      in.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("(the output ended: " + e.getMessage() + ")");
    }
  }
}
