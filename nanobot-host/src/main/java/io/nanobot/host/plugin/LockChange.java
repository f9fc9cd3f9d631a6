package io.nanobot.host.plugin;

import static java.util.Objects.requireNonNull;

/**
 * What a new lock says otherwise than the one before.
 *
 * @param kind what happened to the jar
 * @param fileName its name
 * @param id its plugin's ID, {@code -} if it is not known
 * @param version its version, {@code -} if it is not known
 * @param sha256 its digest, if it was removed the old one
 */
public record LockChange(Kind kind, String fileName, String id, String version, String sha256) {
  /** What happened to a jar. */
  public enum Kind {
    /** No jar of this name was locked. */
    ADDED,
    /** Another jar of this name was locked. */
    CHANGED,
    /** It is no longer there. */
    REMOVED
  }

  /** Checks the parts. */
  public LockChange {
    requireNonNull(kind, "kind");
    requireNonNull(fileName, "fileName");
    requireNonNull(id, "id");
    requireNonNull(version, "version");
    requireNonNull(sha256, "sha256");
  }

  static LockChange of(Kind kind, LockedJar jar) {
    return new LockChange(kind, jar.fileName(), jar.id(), jar.version(), jar.digest().hex());
  }
}
