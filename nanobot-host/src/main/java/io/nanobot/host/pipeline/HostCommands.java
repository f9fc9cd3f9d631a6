package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.agent.Turn;
import io.nanobot.host.config.SpellingHint;
import io.nanobot.host.security.ChannelSchemes;
import io.nanobot.host.security.Pairing;
import io.nanobot.host.security.Principals;
import io.nanobot.host.security.audit.Audit;
import io.nanobot.host.security.audit.AuditEvent.RoleRefused;
import io.nanobot.host.security.audit.AuditEvent.RoleUsed;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that the host answers before an agent sees the message. */
public final class HostCommands {
  private static final Logger log = LoggerFactory.getLogger(HostCommands.class);

  /**
   * What becomes of an urgent command.
   *
   * @param text what is answered
   * @param ifIdle what is answered instead if it is to stop a turn and none runs; empty if it is to
   *     stop none
   * @param afterwards what is to be done once that is stored
   */
  record Urgent(String text, Optional<String> ifIdle, Runnable afterwards) {}

  private final Map<String, HostCommand> commands = new TreeMap<>();
  private final Principals principals;
  private final ChannelSchemes schemes;
  private final Audit audit;

  @Inject
  public HostCommands(
      Conversations conversations,
      GatewayState state,
      Restarts restarts,
      Pairing pairing,
      Principals principals,
      ChannelSchemes schemes,
      Audit audit) {
    this.principals = principals;
    this.schemes = schemes;
    this.audit = audit;
    List.of(
            new Help(this),
            new NewSession(conversations),
            new Stop(),
            new Status(state),
            new WhoAmI(),
            new PairingByChat(pairing),
            new Restart(restarts))
        .forEach(command -> commands.put(command.name(), command));
  }

  /** Whether a text is for these, be there such a command or not. */
  public static boolean isCommand(String text) {
    return CommandLine.in(text).isPresent();
  }

  /** What is answered when it is the message's turn; empty if it is for the agent. */
  Optional<String> answer(StoredTurn stored) throws InterruptedException {
    Optional<CommandLine> line = CommandLine.in(stored.message().text());
    if (line.isEmpty()) {
      return Optional.empty();
    }
    Turn turn = stored.as(now(stored)); // it may have waited since somebody lost a role
    HostCommand command = commands.get(line.get().word());
    if (command == null) {
      return Optional.of(unknown(line.get().word(), turn));
    }
    Optional<String> objection = objection(command, line.get(), turn);
    return objection.isPresent()
        ? objection
        : Optional.of(command.answer(turn, line.get().arguments()));
  }

  private Principal now(StoredTurn turn) {
    Principal before = turn.principal();
    return schemes
        .of(turn.channel())
        .map(known -> principals.of(turn.channel(), known, turn.message().sender()))
        .orElseGet(() -> new Principal(before.id(), before.displayName(), Set.of(Principals.USER)));
  }

  /** What is answered at once; empty if the message has to wait for its turn. Blocks nobody. */
  Optional<CompletableFuture<Urgent>> urgent(Turn turn) {
    return CommandLine.in(turn.message().text())
        .filter(line -> commands.get(line.word()) instanceof UrgentCommand)
        .map(line -> urgent((UrgentCommand) commands.get(line.word()), line, turn));
  }

  /** Those that somebody may use, in the order of their names. */
  List<HostCommand> of(Turn turn) {
    return commands.values().stream().filter(command -> mayUse(command, turn)).toList();
  }

  private CompletableFuture<Urgent> urgent(UrgentCommand command, CommandLine line, Turn turn) {
    Optional<String> objection = objection(command, line, turn);
    return objection.isPresent()
        ? CompletableFuture.completedFuture(new Urgent(objection.get(), Optional.empty(), () -> {}))
        : command
            .answer(turn)
            .thenApply(
                text -> new Urgent(text, command.answerIfIdle(), () -> command.carryOut(turn)));
  }

  /** Why the command is not carried out; empty if it is. */
  private Optional<String> objection(HostCommand command, CommandLine line, Turn turn) {
    String who = turn.principal().id();
    String audited = command.audited(line.arguments());
    if (!mayUse(command, turn)) {
      String role = command.role().orElseThrow();
      log.warn("{} may not use /{}: it takes the role {}", who, command.name(), role);
      audit.record(new RoleRefused(turn.channel(), who, role, audited, 1));
      return Optional.of("You may not use `/%s` here.".formatted(command.name()));
    }
    if (!command.takesArguments() && !line.arguments().isEmpty()) {
      return Optional.of(
          "Command \"/%1$s\" does not accept arguments. Did you mean \"/%1$s\"?"
              .formatted(command.name()));
    }
    command
        .role()
        .ifPresent(role -> audit.record(new RoleUsed(turn.channel(), who, role, audited)));
    log.info("{} uses /{}", who, command.name());
    return Optional.empty();
  }

  private static boolean mayUse(HostCommand command, Turn turn) {
    return command.role().map(turn.principal().roles()::contains).orElse(true);
  }

  private String unknown(String word, Turn turn) {
    List<String> names = of(turn).stream().map(HostCommand::name).collect(Collectors.toList());
    return SpellingHint.closest(word, names)
        .map(name -> "Unknown command \"/%s\". Did you mean \"/%s\"?".formatted(word, name))
        .orElseGet(
            () ->
                "Unknown command \"/%s\". Use \"/help\" to list available commands."
                    .formatted(word));
  }
}
