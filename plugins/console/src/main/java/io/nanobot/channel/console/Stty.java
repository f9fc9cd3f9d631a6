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
  private static final String NO_TERMINAL_OF_ITS_OWN = "-1";

  private Stty() {}

  /** Whether somebody can type and read: both standard input and output are a terminal. */
  static boolean isThere() throws IOException, InterruptedException {
    ProcessBuilder test =
        new ProcessBuilder("sh", "-c", "test -t 0 && test -t 1")
            .redirectInput(Redirect.INHERIT)
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.DISCARD);
    return exitCode(start(test)) == 0;
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
    String foreground = words[FOREGROUND_GROUP];
    return !foreground.equals(NO_TERMINAL_OF_ITS_OWN) && !foreground.equals(words[GROUP]);
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
        start(
            new ProcessBuilder(command)
                .redirectInput(Redirect.INHERIT)
                .redirectError(Redirect.DISCARD));
    int code = exitCode(stty);
    if (code != 0) {
      throw new IOException("%s ended with %d".formatted(String.join(" ", command), code));
    }
    return new String(stty.getInputStream().readAllBytes(), UTF_8).strip();
  }

  /**
   * The JDK keeps the thread that waits for a process for a minute, with the context class loader
   * of whoever started it: the plugin's must not be kept.
   */
  private static Process start(ProcessBuilder builder) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader plugin = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      return builder.start();
    } finally {
      thread.setContextClassLoader(plugin);
    }
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
