package io.nanobot.host.security;

import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.AccessConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** People who are listed, by any of their IDs. Compares exactly, upper and lower case included. */
final class AllowList {
  private final Schemes schemes;
  private final Set<Identity> listed = new HashSet<>();
  private final boolean everybody;

  AllowList(Schemes schemes, List<String> entries) {
    this.schemes = schemes;
    this.everybody = entries.contains(AccessConfig.ANY);
    for (String entry : entries) {
      try {
        listed.add(schemes.parse(entry));
      } catch (IllegalArgumentException e) {
        // Nobody has such an ID.
      }
    }
  }

  boolean hasEverybody() {
    return everybody;
  }

  boolean has(Sender sender) {
    return everybody || schemes.of(sender).anyMatch(listed::contains);
  }

  boolean isEmpty() {
    return !everybody && listed.isEmpty();
  }
}
