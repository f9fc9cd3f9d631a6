package io.nanobot.host.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the gateway until it is told to stop. */
@Command(name = "gateway", description = "Runs the gateway.")
final class GatewayCommand implements Callable<Integer> {
  @Mixin private InstallationOptions options;

  @Mixin private PortOption port;

  @Option(
      names = {"-v", "--verbose"},
      description = "Shows detail in the log.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Logs.forGateway(verbose);
    PrintWriter out = spec.commandLine().getOut();
    StopSignal stop = new StopSignal(out);
    return new GatewayRun(options.installation(), port.value(), stop, out).untilStopped();
  }
}
