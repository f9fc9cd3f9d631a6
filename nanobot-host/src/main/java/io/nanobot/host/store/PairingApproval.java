package io.nanobot.host.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Somebody who was admitted by pairing.
 *
 * @param name what they called themselves when they asked; untrusted, shortened
 * @param by who approved it
 */
public record PairingApproval(Person person, String name, String by, Instant at) {
  public PairingApproval {
    requireNonNull(person, "person");
    requireNonNull(name, "name");
    requireNonNull(by, "by");
    requireNonNull(at, "at");
  }
}
