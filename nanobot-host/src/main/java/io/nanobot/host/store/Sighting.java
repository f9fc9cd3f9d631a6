package io.nanobot.host.store;

import static java.util.Objects.requireNonNull;

import io.nanobot.api.message.Conversation;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody wrote.
 *
 * @param entry their ID as it is written in {@code allowFrom}
 * @param name what they call themselves; untrusted, shortened
 * @param group where, if it was in a group
 * @param decision what the access policy said, by its name
 * @param unidentifiedBecause why the platform told no ID that entries can match, if that is known
 *     and they were turned away; shortened
 */
public record Sighting(
    Person person,
    String entry,
    String name,
    Optional<Conversation> group,
    String decision,
    Optional<String> unidentifiedBecause) {
  /** Shortens what others have chosen. */
  public Sighting {
    requireNonNull(person, "person");
    requireNonNull(entry, "entry");
    name = WellFormed.name(name);
    group =
        group.map(
            place -> Conversation.group(BoundedKey.of(place.id()), WellFormed.name(place.title())));
    requireNonNull(decision, "decision");
    unidentifiedBecause = unidentifiedBecause.map(WellFormed::name);
  }

  /** A sighting with the time of the latest one like it. */
  public record Dated(Sighting sighting, Instant at) {}
}
