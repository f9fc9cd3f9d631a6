package io.nanobot.host.plugin;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * One jar as {@link PluginInventory} found it. Plain text only.
 *
 * @param state how it compares with the lock
 * @param file the jar; only its name if it is missing, the folder if that can not be read
 * @param id the plugin's ID, {@code -} if it is not known
 * @param version the plugin's version, {@code -} if it is not known
 * @param sha256 the digest of what is there, or if it is missing of what was locked; empty if it
 *     can not be read
 * @param reason what is wrong; empty if it is locked
 * @param fix what the reader can do about it; may be empty
 */
public record LockEntry(
    LockState state,
    Path file,
    String id,
    String version,
    String sha256,
    String reason,
    String fix) {
  /** Checks the parts. */
  public LockEntry {
    requireNonNull(state, "state");
    requireNonNull(file, "file");
    requireNonNull(id, "id");
    requireNonNull(version, "version");
    requireNonNull(sha256, "sha256");
    requireNonNull(reason, "reason");
    requireNonNull(fix, "fix");
  }

  static LockEntry of(LockState state, Path file, LockedJar jar, Finding finding) {
    return new LockEntry(
        state, file, jar.id(), jar.version(), jar.digest().hex(), finding.reason(), finding.fix());
  }

  static LockEntry unreadable(Path file, Finding finding) {
    return new LockEntry(LockState.UNREADABLE, file, "-", "-", "", finding.reason(), finding.fix());
  }
}
