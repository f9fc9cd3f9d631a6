package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** The packed distribution's {@code bin/nanobot} as a process, and all that it says. */
final class NanobotProcess implements AutoCloseable {
  static final Path DISTRIBUTION = Path.of(System.getProperty("nanobot.test.distribution"));
  static final Path NANOBOT = DISTRIBUTION.resolve("bin").resolve("nanobot");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Pattern HEALTH = Pattern.compile("Health endpoint: (http://[^/]+)/health");

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new ArrayList<>();

  private NanobotProcess(Process process) {
    this.process = process;
    readers.add(read(process.getInputStream()));
    readers.add(read(process.getErrorStream()));
  }

  /** Starts it with {@code home} as the user's home directory. */
  static NanobotProcess start(Path home, String... arguments) {
    return start(home, Map.of(), arguments);
  }

  static NanobotProcess start(Path home, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(NANOBOT.toString());
    command.addAll(List.of(arguments));
    return start(home, environment, command);
  }

  /** Starts it in a pseudo terminal of its own, in which the test {@link #type types}. */
  static NanobotProcess inTerminal(Path home, String... arguments) {
    return inTerminalByShell(
        home, "exec \"%s\" %s".formatted(NANOBOT, String.join(" ", arguments)));
  }

  /** As {@link #inTerminal}, by a line of a shell. */
  static NanobotProcess inTerminalByShell(Path home, String line) {
    return start(
        home,
        Map.of("TERM", "xterm", "SHELL", "/bin/sh"),
        List.of("script", "--quiet", "--return", "--command", line, "/dev/null"));
  }

  private static NanobotProcess start(
      Path home, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("NANOBOT_OPTS", "-Duser.home=" + home + SharedClasses.option());
    builder.environment().putAll(environment);
    try {
      return new NanobotProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a line contains the text. */
  NanobotProcess awaitLine(String text) {
    return awaitLine(text, 1);
  }

  /** Waits until so many lines contain the text; ends the process if they do not come. */
  NanobotProcess awaitLine(String text, int times) {
    try {
      await().atMost(PATIENCE).until(() -> count(text) >= times || hasEnded());
      assertThat(count(text)).isGreaterThanOrEqualTo(times);
    } catch (AssertionError | ConditionTimeoutException e) {
      close();
      throw new AssertionError("\"%s\" is not in%n%s".formatted(text, output()), e);
    }
    return this;
  }

  /** Waits for the end, and returns the exit code. */
  int exitCode() {
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("ends:\n%s", String.join("\n", lines))
          .isTrue();
      for (Thread reader : readers) {
        reader.join(PATIENCE.toMillis());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /** Sends SIGTERM, waits for the end, and returns the exit code. */
  int terminate() {
    // Process.destroy() would also close the streams, and with them the last words.
    process.toHandle().destroy();
    return exitCode();
  }

  NanobotProcess type(String text) {
    try {
      OutputStream keys = process.getOutputStream();
      keys.write(text.getBytes(StandardCharsets.UTF_8));
      keys.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether nothing more can come. */
  private boolean hasEnded() {
    return readers.stream().noneMatch(Thread::isAlive);
  }

  /** An address of the gateway's own. */
  URI address(String path) {
    awaitLine("Health endpoint: ");
    Matcher told = HEALTH.matcher(output());
    assertThat(told.find()).as("a health endpoint in the output").isTrue();
    return URI.create(told.group(1) + path);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** How many lines contain the text so far. */
  long count(String text) {
    return lines.stream().filter(line -> line.contains(text)).count();
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  String output() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly();
    exitCode();
  }

  private Thread read(InputStream stream) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                in.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException e) {
                lines.add("(the output ended: " + e.getMessage() + ")");
              }
            },
            "output of nanobot");
    reader.setDaemon(true);
    reader.start();
    return reader;
  }
}
