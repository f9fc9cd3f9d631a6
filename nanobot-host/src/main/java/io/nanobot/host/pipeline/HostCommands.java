package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Turn;
import io.nanobot.host.security.audit.Audit;
import io.nanobot.host.security.audit.AuditEvent.RoleUsed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that the host answers before the agent sees the message. */
final class HostCommands {
  private static final Logger log = LoggerFactory.getLogger(HostCommands.class);

  /** {@code /word@bot arguments}: some platforms leave the bot's name at the word. */
  private static final Pattern WRITTEN =
      Pattern.compile("/(\\p{Alpha}[\\w-]{0,31})(?:@\\S{1,64})?(?:\\s+(.*))?", Pattern.DOTALL);

  private final Map<String, HostCommand> commands;
  private final Audit audit;

  HostCommands(List<HostCommand> commands, Audit audit) {
    this.audit = audit;
    this.commands =
        commands.stream().collect(Collectors.toMap(HostCommand::name, Function.identity()));
  }

  /** What is answered; empty if it is for the agent. */
  Optional<String> answer(Turn turn) throws InterruptedException {
    Matcher written = WRITTEN.matcher(turn.message().text().strip());
    if (!written.matches()) {
      return Optional.empty();
    }
    HostCommand command = commands.get(written.group(1).toLowerCase(Locale.ROOT));
    if (command == null) {
      return Optional.empty();
    }
    Optional<String> role = command.role();
    if (role.isPresent() && !turn.principal().roles().contains(role.get())) {
      log.warn(
          "{} may not use /{}: it takes the role {}",
          turn.principal().id(),
          command.name(),
          role.get());
      return Optional.of("You may not use `/%s` here.".formatted(command.name()));
    }
    role.ifPresent(used -> audit.record(roleUsed(turn, used, command)));
    log.info("{} uses /{}", turn.principal().id(), command.name());
    String arguments = written.group(2) == null ? "" : written.group(2).strip();
    return Optional.of(command.answer(turn, arguments));
  }

  private static RoleUsed roleUsed(Turn turn, String role, HostCommand command) {
    return new RoleUsed(turn.channel(), turn.principal().id(), role, "/" + command.name());
  }
}
