package io.nanobot.dingtalk.simulator;

import java.util.Optional;

/**
 * Somebody who can talk to a bot.
 *
 * @param staffId the user id within the organisation; an outside contact has none
 */
public record Person(Optional<String> staffId, String name, boolean admin) {
  static Person staff(String staffId, String name) {
    return new Person(Optional.of(staffId), name, false);
  }

  static Person admin(String staffId, String name) {
    return new Person(Optional.of(staffId), name, true);
  }

  static Person outside(String name) {
    return new Person(Optional.empty(), name, false);
  }

  /** The Staff ID, or the name of someone who has none. */
  public String id() {
    return staffId.orElse(name);
  }

  /** The encrypted id that frames carry as {@code senderId}. */
  public String senderId() {
    return OpaqueId.stable("$:LWCP_v1:$", "person", id());
  }

  public String unionId() {
    return OpaqueId.stable("", "union", id()).replaceAll("[^A-Za-z0-9]", "") + "iE";
  }
}
