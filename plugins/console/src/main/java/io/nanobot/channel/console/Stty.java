package io.nanobot.channel.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system's own tools know of the terminal and can do to it, which Java can not. */
final class Stty {
  private static final Path PROCESS = Path.of("/proc/self/stat");
  private static final int GROUP = 2;
  private static final int FOREGROUND_GROUP = 5;

  private Stty() {}

  /** Whether somebody can type and read: both standard input and output are a terminal. */
  static boolean isThere() throws IOException, InterruptedException {
    Process test =
        new ProcessBuilder("sh", "-c", "test -t 0 && test -t 1")
            .redirectInput(Redirect.INHERIT)
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.DISCARD)
            .start();
    return exitCode(test) == 0;
  }

  /**
   * Whether the process is in the background of its terminal, where the system stops it as soon as
   * it touches that. Known on Linux only.
   */
  static boolean isInBackground() throws IOException {
    if (!Files.isReadable(PROCESS)) {
      return false;
    }
    String facts = Files.readString(PROCESS); // 42 (java) S parent group session terminal group …
    String[] words = facts.substring(facts.lastIndexOf(')') + 2).split(" ", -1);
    return !words[GROUP].equals(words[FOREGROUND_GROUP]);
  }

  /**
   * Runs {@code stty} with the terminal of this process.
   *
   * @return what it says
   */
  static String run(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "stty";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process stty =
        new ProcessBuilder(command)
            .redirectInput(Redirect.INHERIT)
            .redirectError(Redirect.DISCARD)
            .start();
    int code = exitCode(stty);
    if (code != 0) {
      throw new IOException("%s ended with %d".formatted(String.join(" ", command), code));
    }
    return new String(stty.getInputStream().readAllBytes(), UTF_8).strip();
  }

  private static int exitCode(Process process) throws InterruptedException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw e;
    }
  }
}
