package io.nanobot.host.cli;

import io.nanobot.host.channel.BriefChannel;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.Config;
import io.nanobot.host.plugin.ChannelPlugin;
import io.nanobot.host.security.Printable;
import java.util.stream.Collectors;

/** The channel that a command is about. */
final class ConfiguredChannel {
  private ConfiguredChannel() {}

  static ChannelSection named(String name, Config config) throws CommandFailure {
    return config.channels().stream()
        .filter(section -> section.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "There is no channel \"%s\" in %s; there are: %s."
                        .formatted(
                            Printable.text(name),
                            config.file(),
                            config.channels().stream()
                                .map(ChannelSection::name)
                                .collect(Collectors.joining(", ")))));
  }

  /** Made beside the one that a gateway may run. */
  static BriefChannel brief(ChannelSection section, Installed installed) throws CommandFailure {
    ChannelPlugin plugin =
        installed
            .plugins()
            .channel(section.type())
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "No installed plugin provides \"%s\": put nanobot-channel-%1$s-<version>.jar into the plugins folder. \"nanobot plugins list\" shows what is there."
                            .formatted(section.type())));
    Record settings =
        section
            .settings()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "The channel \"%s\" is disabled and not filled in: fill its section in first."
                            .formatted(section.name())));
    return new BriefChannel(plugin, section.name(), settings);
  }
}
