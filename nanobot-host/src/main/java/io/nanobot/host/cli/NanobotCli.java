package io.nanobot.host.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of nanobot. */
@Command(
    name = "nanobot",
    description = "Connects chat platforms to whatever answers.",
    versionProvider = Version.class,
    subcommands = {
      GatewayCommand.class,
      AgentCommand.class,
      SendCommand.class,
      RecallCommand.class,
      OnboardCommand.class,
      DemoCommand.class,
      ChannelsCommand.class,
      DoctorCommand.class,
      PairingCommand.class,
      PluginsCommand.class,
      ConfigCommand.class,
      DeadLettersCommand.class,
      StoreCommand.class,
      AccessCommand.class,
      SecurityCommand.class
    })
public final class NanobotCli extends CommandGroup {
  @Option(
      names = {"-v", "--version"},
      versionHelp = true,
      description = "Shows the version.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Shows this help.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    RedactedOutput.install(Logs.redactor());
    allowProxyPasswords();
    int code = run(arguments);
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  /**
   * The JDK's client sends a password to an HTTP proxy only if it is allowed to, for the whole JVM
   * and before its first request. That sends nobody's password anywhere: a channel must name one.
   */
  private static void allowProxyPasswords() {
    System.getProperties().putIfAbsent("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  private static int run(String... arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return commandLine().setOut(out).setErr(err).execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new NanobotCli())
        .setParameterExceptionHandler(new UsageMistakes())
        .setExecutionExceptionHandler(new Failures());
  }
}
