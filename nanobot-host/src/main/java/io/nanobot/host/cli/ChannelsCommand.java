package io.nanobot.host.cli;

import io.nanobot.host.admin.GatewayStatus;
import io.nanobot.host.admin.StatusClient;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.Config;
import io.nanobot.host.store.Sighting;
import io.nanobot.host.store.jdbc.StoreTools;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Everything about channels. */
@Command(
    name = "channels",
    description = "Tells how the channels are, and who wrote through them.",
    synopsisSubcommandLabel = "COMMAND")
final class ChannelsCommand extends CommandGroup {
  @Command(name = "status", description = "Shows the state of each channel.")
  int status(@Mixin InstallationOptions options, @Mixin PortOption port) throws Exception {
    Logs.forShortCommand();
    try (Installed installed = Installed.configured(options.installation())) {
      Config config = PortOption.apply(port.value(), installed.config());
      Optional<GatewayStatus> running = StatusClient.ask(config.gateway());
      running.ifPresentOrElse(this::show, () -> show(config));
    }
    return 0;
  }

  @Command(
      name = "seen",
      description =
          "Shows who wrote lately, the latest last, with the ID as it is written in allowFrom.")
  int seen(
      @Mixin InstallationOptions options,
      @Parameters(
              paramLabel = "CHANNEL",
              arity = "0..1",
              description = "Only through this channel.")
          Optional<String> channel)
      throws Exception {
    StoreTools store = OpenStore.of(options);
    if (!store.exists()) {
      out().println(OpenStore.NOTHING);
      return 0;
    }
    List<Sighting.Dated> seen = OpenStore.now(store.knownSenders().sightings(channel));
    if (seen.isEmpty()) {
      out().println("Nobody has written yet.");
    }
    seen.forEach(new SightingText(out())::show);
    return 0;
  }

  private void show(GatewayStatus status) {
    out().printf("Running: yes (version %s, since %s)%n", status.version(), status.startedAt());
    if (status.store() != null && !status.store().reason().isEmpty()) {
      out().printf("%nMessage store: %s%n", status.store().state());
      line("since", status.store().since());
      line("reason", status.store().reason());
    }
    for (GatewayStatus.Channel channel : status.channels()) {
      out().printf("%n%s (%s): %s%n", channel.name(), channel.type(), channel.state());
      line("since", channel.since());
      line("reason", channel.reason());
      line("next try", channel.nextAttempt());
      line("last heard", channel.lastAlive());
    }
    if (status.channels().isEmpty()) {
      out().println("No channels enabled.");
    }
  }

  private void show(Config config) {
    out().println("Running: no");
    for (ChannelSection channel : config.channels()) {
      String state = channel.enabled() ? "enabled" : "disabled";
      String plugin = channel.settings().isEmpty() && channel.enabled() ? ", no plugin" : "";
      out().printf("%n%s (%s): %s%s%n", channel.name(), channel.type(), state, plugin);
    }
    out().println("\nStart it with: nanobot gateway");
  }

  private void line(String label, String text) {
    if (!text.isEmpty()) {
      out().printf("  %-11s %s%n", label + ":", text);
    }
  }
}
