package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Turn;
import java.util.stream.Collectors;

/** Tells people what they may use. */
final class Help implements HostCommand {
  private final HostCommands commands;

  Help(HostCommands commands) {
    this.commands = commands;
  }

  @Override
  public String name() {
    return "help";
  }

  @Override
  public String summary() {
    return "shows these commands";
  }

  @Override
  public String answer(Turn turn, String arguments) {
    return commands.of(turn).stream()
        .map(command -> "- `/%s` — %s".formatted(command.name(), command.summary()))
        .collect(Collectors.joining("\n", "🐈 nanobot commands:\n\n", ""));
  }
}
