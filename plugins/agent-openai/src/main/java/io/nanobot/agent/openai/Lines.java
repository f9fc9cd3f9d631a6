package io.nanobot.agent.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads a program's output line by line. */
final class Lines {
  /** What is longer is passed over: a program that never ends its line must not fill the memory. */
  static final int LONGEST = 16 << 20;

  private Lines() {}

  /** Returns when the program has closed its output. */
  static void read(InputStream output, Consumer<String> lines) {
    try (InputStream in = new BufferedInputStream(output)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      boolean tooLong = false;
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          tooLong |= line.size() == LONGEST;
          if (!tooLong) {
            line.write(next);
          }
          continue;
        }
        if (!tooLong && line.size() > 0) {
          lines.accept(line.toString(UTF_8));
        }
        tooLong = false;
        line.reset();
      }
    } catch (IOException e) {
      // closed: the program has ended
    }
  }
}
