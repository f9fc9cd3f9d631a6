package io.nanobot.host.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Somebody who asked to be admitted, and waits.
 *
 * @param name what they call themselves; untrusted, shortened
 * @param code by which people name the request
 * @param left for how long it can still be approved
 */
public record PairingRequest(Person person, String name, String code, Duration left) {
  public PairingRequest {
    requireNonNull(person, "person");
    requireNonNull(name, "name");
    requireNonNull(code, "code");
    requireNonNull(left, "left");
  }
}
