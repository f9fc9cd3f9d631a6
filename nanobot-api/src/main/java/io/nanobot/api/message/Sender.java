package io.nanobot.api.message;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Who wrote a message.
 *
 * @param identity the identity that access rules apply to: of the channel's {@link
 *     io.nanobot.api.channel.ChannelFactory#identityScheme() primary scheme} whenever the platform
 *     tells it, else of another scheme
 * @param aliases further identities of the same person; empty if there are none
 * @param displayName the name that people see; untrusted text, may be empty
 */
public record Sender(Identity identity, List<Identity> aliases, String displayName) {
  /** Copies the aliases. */
  public Sender {
    requireNonNull(identity, "identity");
    aliases = List.copyOf(aliases);
    requireNonNull(displayName, "displayName");
  }

  /**
   * A sender without aliases.
   *
   * @param identity the identity that access rules apply to
   * @param displayName the name that people see
   */
  public Sender(Identity identity, String displayName) {
    this(identity, List.of(), displayName);
  }
}
