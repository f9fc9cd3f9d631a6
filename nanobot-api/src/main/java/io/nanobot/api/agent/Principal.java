package io.nanobot.api.agent;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * A person as the host knows them, whatever channel they write through.
 *
 * @param id stable over restarts: the name under {@code security.users} in the configuration, or
 *     for example {@code dingtalk:staffId:0123456789} for somebody who is not listed there
 * @param displayName the name that people see; untrusted text, may be empty
 * @param roles what the configuration lets them be, for example {@code admin}; never null
 */
public record Principal(String id, String displayName, Set<String> roles) {
  /** The role of those who may use the host's commands for operators. */
  public static final String ADMIN = "admin";

  /** Copies the roles. */
  public Principal {
    requireNonNull(id, "id");
    requireNonNull(displayName, "displayName");
    roles = Set.copyOf(roles);
  }

  /**
   * Somebody without a role.
   *
   * @param id stable over restarts
   * @param displayName the name that people see
   */
  public Principal(String id, String displayName) {
    this(id, displayName, Set.of());
  }
}
