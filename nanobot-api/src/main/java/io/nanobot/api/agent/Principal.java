package io.nanobot.api.agent;

import static java.util.Objects.requireNonNull;

/**
 * A person as the host knows them, whatever channel they write through.
 *
 * @param id stable over restarts, for example {@code dingtalk:staffId:0123456789}
 * @param displayName the name that people see; untrusted text, may be empty
 */
public record Principal(String id, String displayName) {
  /** Checks that both parts are there. */
  public Principal {
    requireNonNull(id, "id");
    requireNonNull(displayName, "displayName");
  }
}
