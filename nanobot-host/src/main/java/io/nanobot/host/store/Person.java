package io.nanobot.host.store;

import static java.util.Objects.requireNonNull;

import io.nanobot.api.message.Identity;
import java.util.Optional;

/** Somebody who writes through a channel, by an ID that every database keeps as it is. */
public record Person(String channel, Identity identity) {
  public Person {
    requireNonNull(channel, "channel");
    if (!isKept(identity)) {
      throw new IllegalArgumentException("an ID that can not be kept as it is");
    }
  }

  /**
   * The person of an ID. Empty if the store could only keep something like the ID: then somebody
   * else might pass for its owner.
   */
  public static Optional<Person> of(String channel, Identity identity) {
    return isKept(identity) ? Optional.of(new Person(channel, identity)) : Optional.empty();
  }

  private static boolean isKept(Identity identity) {
    return BoundedKey.of(identity.scheme()).equals(identity.scheme())
        && BoundedKey.of(identity.value()).equals(identity.value());
  }
}
