package io.nanobot.api.channel;

import static java.util.Objects.requireNonNull;

/**
 * A kind of ID by which a platform names people.
 *
 * @param name the {@link io.nanobot.api.message.Identity#scheme() scheme}, for example {@code
 *     staffId}
 * @param label what people call it, for example {@code Staff ID}
 */
public record IdentityScheme(String name, String label) {
  /** Checks that both parts are there. */
  public IdentityScheme {
    requireNonNull(name, "name");
    requireNonNull(label, "label");
  }
}
