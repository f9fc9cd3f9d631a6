package io.nanobot.host.config;

import java.util.Optional;

/**
 * One channel of the file. Immutable.
 *
 * @param name its key under {@code channels}
 * @param type which plugin it needs
 * @param enabled whether it shall run
 * @param connections how many gateways may be connected at once
 * @param access who may talk to it
 * @param groupUserIsolation whether each member of a group has a conversation of their own
 * @param settings the plugin's record; empty when no plugin of the type is installed, or when the
 *     channel is disabled and not yet filled in
 */
public record ChannelSection(
    String name,
    String type,
    boolean enabled,
    int connections,
    AccessConfig access,
    boolean groupUserIsolation,
    Optional<Record> settings) {
  /** The same with the plugin's settings of another one. */
  public ChannelSection withSettingsOf(ChannelSection other) {
    return new ChannelSection(
        name, type, enabled, connections, access, groupUserIsolation, other.settings);
  }
}
