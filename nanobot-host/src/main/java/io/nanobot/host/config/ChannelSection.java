package io.nanobot.host.config;

import java.util.List;
import java.util.Optional;

/**
 * One channel of the file. Immutable.
 *
 * @param name its key under {@code channels}
 * @param type which plugin it needs
 * @param enabled whether it shall run
 * @param connections how many gateways may be connected at once
 * @param allowFrom who may talk to it; exact values, or {@code *} for everybody
 * @param settings the plugin's record; empty when no plugin of the type is installed, or when the
 *     channel is disabled and not yet filled in
 */
public record ChannelSection(
    String name,
    String type,
    boolean enabled,
    int connections,
    List<String> allowFrom,
    Optional<Record> settings) {
  /** Copies the list. */
  public ChannelSection {
    allowFrom = List.copyOf(allowFrom);
  }
}
