package io.nanobot.host.store;

import static java.util.Objects.requireNonNull;

/**
 * A message that is to be stored.
 *
 * @param account what the ID is unique in, for example a channel; a message of the same account and
 *     ID is stored once
 * @param id the message's ID
 */
public record NewMessage(Lane lane, String account, String id, Payload payload) {
  public NewMessage {
    requireNonNull(lane, "lane");
    requireNonNull(account, "account");
    requireNonNull(id, "id");
    requireNonNull(payload, "payload");
  }
}
