package io.nanobot.host.cli;

import io.nanobot.host.config.SimpleJson;
import io.nanobot.host.workspace.PrivateFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the gateway without credentials, against a DingTalk on this machine. */
@Command(
    name = "demo",
    description = "Runs the gateway with its DingTalk plugin against a local DingTalk simulator.")
final class DemoCommand implements Callable<Integer> {
  private static final int GATEWAY_PORT = 18790;
  private static final int PAGE_PORT = 18791;

  /** The simulator's other people are left out, so that a refusal can be seen as well. */
  private static final List<String> ADMITTED = List.of("manager7675", "0123456789");

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      converter = Port.Converter.class,
      description = "The gateway's port for health and status (default: 18790 if it is free).")
  private Port port;

  @Option(
      names = {"--page-port"},
      paramLabel = "PORT",
      converter = Port.Converter.class,
      description = "The port of the chat page (default: 18791 if it is free).")
  private Port pagePort;

  @Option(
      names = {"-v", "--verbose"},
      description = "Shows detail in the log.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Logs.forGateway(verbose);
    StopSignal stop = new StopSignal(spec.commandLine().getOut());
    Path home = Files.createTempDirectory("nanobot-demo-");
    try {
      return run(home, stop);
    } finally {
      delete(home);
    }
  }

  private int run(Path home, StopSignal stop) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Installation installation =
        Installation.of(Optional.of(home.resolve("config.json")), Optional.empty());
    Path distribution =
        installation
            .distribution()
            .orElseThrow(() -> new CommandFailure("The demo is part of the distribution only."));
    out.println("The gateway and its DingTalk plugin, with a DingTalk of this machine's own.");
    Path jar = distribution.resolve("demo").resolve("dingtalk-simulator.jar");
    try (SimulatorProcess simulator =
        SimulatorProcess.start(jar, home, orFree(pagePort, PAGE_PORT))) {
      out.println("✓ DingTalk simulator: " + simulator.told("apiBase"));
      PrivateFile.create(installation.configFile(), config(simulator));
      out.println("✓ Configuration: " + installation.configFile());
      int gatewayPort = orFree(port, GATEWAY_PORT);
      return new GatewayRun(installation, OptionalInt.of(gatewayPort), stop, out)
          .untilStopped(() -> out.println(invitation(simulator)));
    }
  }

  private static String config(SimulatorProcess simulator) {
    Map<String, Object> dingtalk =
        Map.of(
            "enabled",
            true,
            "clientId",
            simulator.told("clientId"),
            "clientSecret",
            simulator.told("clientSecret"),
            "allowFrom",
            ADMITTED,
            "apiBase",
            simulator.told("apiBase"),
            "oapiBase",
            simulator.told("apiBase"),
            "trustedCertificates",
            simulator.told("certificatePem"));
    Map<String, Object> outgoing =
        Map.of(
            "allowHosts",
            List.of("*", simulator.told("plainApiBase")),
            "allowPrivateHosts",
            List.of("127.0.0.1"));
    return SimpleJson.pretty(
        Map.of("channels", Map.of("dingtalk", dingtalk), "security", Map.of("outgoing", outgoing)));
  }

  private static String invitation(SimulatorProcess simulator) {
    return """

        Talk to the bot:  %s
          Li Lei and Han Meimei are in allowFrom and get an answer. Write as somebody else,
          and see in this log how they are refused and how to let them in.

        With your own DingTalk app:
          1. nanobot onboard          writes ~/.nanobot/config.json
          2. edit it: clientId and clientSecret of your app, your Staff ID in allowFrom, enabled: true
          3. nanobot gateway
          docs/getting-started.md shows where to find all of them.

        Ctrl+C ends the demo.

        """
        .formatted(simulator.told("page"));
  }

  private static int orFree(Port chosen, int usual) throws CommandFailure {
    if (chosen != null) {
      return chosen.number();
    }
    return free(usual).or(() -> free(0)).orElseThrow(() -> new CommandFailure("No port is free."));
  }

  private static Optional<Integer> free(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return Optional.of(probe.getLocalPort());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void delete(Path folder) throws CommandFailure {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailure("%s could not be removed (%s).".formatted(folder, e.getMessage()));
    }
  }
}
