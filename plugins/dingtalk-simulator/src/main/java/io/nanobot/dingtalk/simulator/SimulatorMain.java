package io.nanobot.dingtalk.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs a simulator until it is told to end. Says one line of JSON on stdout when it is ready; the
 * rest goes to stderr.
 */
public final class SimulatorMain {
  private SimulatorMain() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    try {
      CommandLine command = CommandLine.parse(arguments);
      if (command.help()) {
        out.println(CommandLine.HELP);
        return;
      }
      run(command, out, err);
    } catch (IllegalArgumentException wrong) {
      err.println("dingtalk-simulator: " + wrong.getMessage() + " (--help lists the flags)");
      System.exit(2);
    } catch (UncheckedIOException failed) {
      err.println("dingtalk-simulator: " + failed.getCause().getMessage());
      System.exit(1);
    }
  }

  private static void run(CommandLine command, PrintStream out, PrintStream err) {
    DingTalkSimulator simulator = command.builder().start();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(simulator::close, "dingtalk-simulator-shutdown"));
    out.println(ready(simulator, command));
    err.println("The DingTalk simulator is ready. Chat with your bot at " + simulator.page());
    err.println(
        "Point the bot at " + simulator.apiBase() + " and trust " + simulator.certificatePem());
    err.println("or, without TLS, at " + simulator.plainApiBase() + ". Ctrl+C ends it.");
    if (command.untilStdinCloses()) {
      drain(System.in);
      System.exit(0);
    }
    sleepForEver();
  }

  private static ObjectNode ready(DingTalkSimulator simulator, CommandLine command) {
    ObjectNode ready =
        Json.object()
            .put("event", "ready")
            .put("apiBase", simulator.apiBase().toString())
            .put("plainApiBase", simulator.plainApiBase().toString())
            .put("page", simulator.page().toString())
            .put("certificatePem", simulator.certificatePem().toString())
            .put("trustStore", simulator.trustStore().toString())
            .put("clientId", simulator.app().clientId());
    if (command.usesDemoSecret()) {
      ready.put("clientSecret", simulator.app().clientSecret());
    }
    return ready;
  }

  private static void drain(InputStream in) {
    try {
      while (in.read() >= 0) {
        // only the end matters
      }
    } catch (IOException closed) {
      // that is an end, too
    }
  }

  private static void sleepForEver() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
