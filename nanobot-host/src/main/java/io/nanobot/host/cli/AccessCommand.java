package io.nanobot.host.cli;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import io.nanobot.host.agent.AgentBindings;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.Config;
import io.nanobot.host.plugin.ChannelPlugin;
import io.nanobot.host.security.AccessPolicy;
import io.nanobot.host.security.Attempt;
import io.nanobot.host.security.Decision;
import io.nanobot.host.security.Explanation;
import io.nanobot.host.security.Principals;
import io.nanobot.host.security.Printable;
import io.nanobot.host.security.Schemes;
import io.nanobot.host.store.Person;
import io.nanobot.host.store.jdbc.StoreTools;
import io.nanobot.host.store.jdbc.Stores;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Everything about who may talk to the bot. */
@Command(
    name = "access",
    description = "Tells who may talk to the bot.",
    synopsisSubcommandLabel = "COMMAND")
final class AccessCommand extends CommandGroup {
  @Command(
      name = "explain",
      description =
          "Tells what becomes of somebody's message, by which rule, and how to change that.")
  int explain(
      @Mixin InstallationOptions options,
      @Parameters(paramLabel = "CHANNEL", description = "The channel's name in the configuration.")
          String channel,
      @Parameters(
              paramLabel = "ID",
              description = "The person's ID as it would stand in allowFrom.")
          String id,
      @Option(
              names = "--group",
              paramLabel = "GROUP",
              description = "ID of the group that the person writes in, mentioning the bot.")
          Optional<String> group)
      throws Exception {
    Logs.forShortCommand();
    Installation installation = options.installation();
    try (Installed installed = Installed.configured(installation)) {
      Config config = installed.config();
      ChannelSection section = ConfiguredChannel.named(channel, config);
      Predicate<Person> paired = approved(Stores.tools(config.store(), installation.workspace()));
      Explanation explanation =
          explanation(config, section, plugin(installed, section), id, group, paired);
      show(explanation, new AgentBindings(config.agents()));
    }
    return 0;
  }

  private static Explanation explanation(
      Config config,
      ChannelSection section,
      ChannelPlugin plugin,
      String id,
      Optional<String> group,
      Predicate<Person> paired)
      throws CommandFailure {
    Schemes schemes = new Schemes(plugin.identityScheme(), plugin.aliasSchemes());
    Sender sender = new Sender(identity(schemes, id), "");
    Conversation conversation =
        group.map(name -> Conversation.group(name, "")).orElseGet(() -> Conversation.direct(id));
    Attempt attempt = new Attempt(sender, conversation, true);
    AccessPolicy policy = new AccessPolicy(schemes, section.access());
    Decision decision =
        policy.decide(
            attempt, () -> Person.of(section.name(), sender.identity()).filter(paired).isPresent());
    return new Explanation(
        section.name(),
        policy,
        attempt,
        new Principals(config.security()).of(section.name(), schemes, sender),
        decision);
  }

  /** As the gateway sees it now. */
  private static Predicate<Person> approved(StoreTools store) {
    return person -> store.exists() && OpenStore.now(store.pairings().has(person));
  }

  private void show(Explanation explanation, AgentBindings bindings) {
    out()
        .printf(
            "%s %s on channel %s: %s%n",
            Printable.text(explanation.attempt().sender().identity().value()),
            explanation.place(),
            explanation.channel(),
            explanation.outcome());
    line("rule", explanation.decision().rule());
    explanation.withoutMention().ifPresent(text -> line("no mention", text));
    line("known as", Printable.text(explanation.principal().id()));
    line(
        "roles",
        explanation.principal().roles().stream().sorted().collect(Collectors.joining(", ")));
    AgentBindings.Bound bound =
        bindings.of(
            explanation.channel(), explanation.attempt().conversation(), explanation.principal());
    line("agent", bound.agent());
    bound.instructions().ifPresent(text -> line("instructions", firstLine(text)));
    line("to change it", explanation.change());
  }

  private static String firstLine(String instructions) {
    String[] lines = instructions.strip().split("\\R", 2);
    return Printable.text(lines[0]) + (lines.length > 1 ? " …" : "");
  }

  private void line(String label, String text) {
    out().printf("  %-13s %s%n", label + ":", text);
  }

  private static Identity identity(Schemes schemes, String id) throws CommandFailure {
    try {
      return schemes.parse(id);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          "\"%s\" is no ID: %s.".formatted(Printable.text(id), e.getMessage()));
    }
  }

  private static ChannelPlugin plugin(Installed installed, ChannelSection section)
      throws CommandFailure {
    return installed
        .plugins()
        .channel(section.type())
        .orElseThrow(
            () ->
                new CommandFailure(
                    "No installed plugin provides \"%s\", so that its IDs can not be told apart: put nanobot-channel-%1$s-<version>.jar into the plugins folder."
                        .formatted(section.type())));
  }
}
