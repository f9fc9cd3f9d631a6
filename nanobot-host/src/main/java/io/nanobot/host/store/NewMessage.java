package io.nanobot.host.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A message that is to be stored.
 *
 * @param account what the ID is unique in, for example a channel: a message of the same account and
 *     ID is stored once. Empty for what can not come twice, because it is stored in the same step
 *     in which its cause ends
 * @param id the message's ID
 */
public record NewMessage(Lane lane, Optional<String> account, String id, Payload payload) {
  public NewMessage {
    requireNonNull(lane, "lane");
    requireNonNull(account, "account");
    id = BoundedKey.of(id);
    requireNonNull(payload, "payload");
  }

  /** The same, stored only if no message of that account and ID was. */
  public NewMessage once(String uniqueIn, String by) {
    return new NewMessage(lane, Optional.of(uniqueIn), by, payload);
  }
}
