package io.nanobot.host.cli;

import io.nanobot.host.agent.AgentBindings;
import io.nanobot.host.agent.AgentRegistry;
import io.nanobot.host.agent.Answering;
import io.nanobot.host.config.Config;
import io.nanobot.host.config.ConfigException;
import io.nanobot.host.fetch.OutgoingRequests;
import io.nanobot.host.pipeline.HostCommands;
import io.nanobot.host.plugin.AgentFailure;
import io.nanobot.host.security.Printable;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks the agent one thing in the terminal. */
@Command(
    name = "agent",
    description = {
      "Has the configured agent answer one message in the terminal, without any channel or gateway.",
      "Nothing is kept: the agent is told no history, and the next call does not know of this one."
    })
final class AgentCommand implements Callable<Integer> {
  /** The agent's data of the gateway is that one's alone: it may be running. */
  private static final String DATA = "cli";

  @Mixin private InstallationOptions options;

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "What to ask (default: what standard input says, unless it is a terminal).")
  private Optional<String> message = Optional.empty();

  @Option(
      names = {"-s", "--session"},
      paramLabel = "KEY",
      defaultValue = "cli:direct",
      description = "The session's key that the agent is told (default: ${DEFAULT-VALUE}).")
  private String session;

  @Option(
      names = {"-v", "--verbose"},
      description = "Shows the log.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (verbose) {
      Logs.forGateway(true);
    } else {
      Logs.forShortCommand();
    }
    TerminalTurn turn = TerminalTurn.of(session, text());
    if (HostCommands.isCommand(turn.message().text())) {
      throw new CommandFailure(
          "Commands with a slash are for chats. \"nanobot --help\" shows those of the terminal.");
    }
    answer(turn);
    return 0;
  }

  private String text() throws IOException, InterruptedException {
    if (message.isEmpty() && StandardInput.isTerminal()) {
      throw new ParameterException(
          spec.commandLine(), "Missing message: give one with -m, or through standard input.");
    }
    String text = message.isPresent() ? message.get() : StandardInput.text();
    if (text.isBlank()) {
      throw new ParameterException(spec.commandLine(), "The message is empty.");
    }
    return text.strip();
  }

  private void answer(TerminalTurn turn)
      throws CommandFailure, ConfigException, InterruptedException {
    Installation installation = options.installation();
    try (Installed installed = Installed.configured(installation)) {
      Config config = installed.config();
      Workspace workspace = new Workspace(installation.workspace().root().resolve(DATA));
      AgentBindings bindings = new AgentBindings(config.agents());
      try (OutgoingRequests outgoing = new OutgoingRequests(config.security().outgoing());
          AgentRegistry agents =
              new AgentRegistry(config, bindings, installed.plugins(), outgoing, workspace);
          TerminalReply reply = new TerminalReply(spec.commandLine().getOut())) {
        agents.start();
        Answering answering = agents.of(turn);
        answering.agent().respond(turn.with(answering.instructions()), reply);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        throw new CommandFailure(sentence(e));
      }
    }
  }

  private static String sentence(Exception failure) {
    String what = Printable.line(String.valueOf(failure.getMessage()));
    boolean hint = failure instanceof AgentFailure agent && !agent.hint().isEmpty();
    return hint ? what + " (" + ((AgentFailure) failure).hint() + ")" : what;
  }
}
