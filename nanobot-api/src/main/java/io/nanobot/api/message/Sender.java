package io.nanobot.api.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Who wrote a message.
 *
 * @param identity the identity that access rules apply to: of the channel's {@link
 *     io.nanobot.api.channel.ChannelFactory#identityScheme() primary scheme} whenever the platform
 *     tells it, else of another scheme
 * @param aliases further identities of the same person; empty if there are none
 * @param displayName the name that people see; untrusted text, may be empty
 * @param unidentifiedBecause why the platform tells no identity of the primary scheme, a few words
 *     for the operator such as {@code an outside contact}; empty if it tells one, and if the reason
 *     is not known
 */
public record Sender(
    Identity identity,
    List<Identity> aliases,
    String displayName,
    Optional<String> unidentifiedBecause) {
  /** Copies the aliases. */
  public Sender {
    requireNonNull(identity, "identity");
    aliases = List.copyOf(aliases);
    requireNonNull(displayName, "displayName");
    requireNonNull(unidentifiedBecause, "unidentifiedBecause");
  }

  /**
   * A sender who is known by the primary scheme, or of whom nobody knows why not.
   *
   * @param identity the identity that access rules apply to
   * @param aliases further identities of the same person
   * @param displayName the name that people see
   */
  public Sender(Identity identity, List<Identity> aliases, String displayName) {
    this(identity, aliases, displayName, Optional.empty());
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
