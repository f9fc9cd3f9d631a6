package io.nanobot.host.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** What comes from a pipe or a file. */
final class StandardInput {
  private StandardInput() {}

  /**
   * Whether it would be typed. Java itself only tells this of input and output together, and since
   * JDK 22 in another way.
   */
  static boolean isTerminal() throws InterruptedException {
    try {
      return new ProcessBuilder("sh", "-c", "test -t 0")
              .redirectInput(Redirect.INHERIT)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // Windows has no such shell: what is typed is read, until its end is typed
    }
  }

  static String text() throws IOException {
    return new String(System.in.readAllBytes(), UTF_8);
  }
}
