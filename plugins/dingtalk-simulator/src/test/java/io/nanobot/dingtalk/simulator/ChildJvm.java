package io.nanobot.dingtalk.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A JVM of its own with the tests' class path; its output is collected as it comes. */
final class ChildJvm implements AutoCloseable {
  final List<String> out = new CopyOnWriteArrayList<>();
  final List<String> err = new CopyOnWriteArrayList<>();
  private final Process process;

  ChildJvm(List<String> flags, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).start();
    collect(process.inputReader(UTF_8), out);
    collect(process.errorReader(UTF_8), err);
  }

  private static void collect(BufferedReader from, List<String> lines) {
    Thread reader =
        new Thread(
            () -> {
              try (from) {
                for (String line = from.readLine(); line != null; line = from.readLine()) {
                  lines.add(line);
                }
              } catch (IOException gone) {
                lines.add("(the stream broke)");
              }
            },
            "child-output");
    reader.setDaemon(true);
    reader.start();
  }

  Process process() {
    return process;
  }

  void closeStdin() throws IOException {
    process.getOutputStream().close();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not end; it said " + out + err);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
