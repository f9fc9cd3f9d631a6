package io.nanobot.host.cli;

import io.nanobot.host.config.SimpleJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The local DingTalk platform, in a process of its own that ends with this one. */
final class SimulatorProcess implements AutoCloseable {
  private final Process process;
  private final Map<String, String> ready;

  private SimulatorProcess(Process process, Map<String, String> ready) {
    this.process = process;
    this.ready = ready;
  }

  /** Starts it and waits until it is ready. */
  static SimulatorProcess start(Path jar, Path state, int pagePort) throws CommandFailure {
    if (!Files.isRegularFile(jar)) {
      throw new CommandFailure("The demo needs %s, which is not there.".formatted(jar));
    }
    String java = ProcessHandle.current().info().command().orElse("java");
    List<String> command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            jar.toString(),
            "--until-stdin-closes",
            "--state",
            state.toString(),
            "--plain-port",
            Integer.toString(pagePort));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(state.resolve("simulator.log").toFile())
              .start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String line = out.readLine();
      if (line == null) {
        throw new CommandFailure(
            "The DingTalk simulator did not start: "
                + Files.readString(state.resolve("simulator.log")).strip());
      }
      return ready(process, line);
    } catch (IOException e) {
      throw new CommandFailure("The DingTalk simulator can not be started: " + e.getMessage());
    }
  }

  private static SimulatorProcess ready(Process process, String line) throws CommandFailure {
    try {
      return new SimulatorProcess(process, SimpleJson.texts(line));
    } catch (IllegalArgumentException e) {
      process.destroyForcibly();
      throw new CommandFailure("The DingTalk simulator said something else than ready: " + line);
    }
  }

  /** What the simulator said when it was ready: addresses, certificate and credentials. */
  String told(String key) {
    return ready.get(key);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
