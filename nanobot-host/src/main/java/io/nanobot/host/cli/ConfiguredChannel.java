package io.nanobot.host.cli;

import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.Config;
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
}
