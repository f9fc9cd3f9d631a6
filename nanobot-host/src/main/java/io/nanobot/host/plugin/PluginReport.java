package io.nanobot.host.plugin;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of one file in a plugins folder. Plain text only: a report outlives its plugin.
 *
 * @param file the file, or the folder itself if that could not be read
 * @param id the plugin's ID; empty if the file does not tell it
 * @param version the plugin's version; empty if the file does not tell it
 * @param state what became of it
 * @param provides what it provides, for example {@code channel dingtalk}; empty unless started
 * @param reason why it failed or was skipped, or what is worth a warning; empty if all is well
 * @param fix what the reader can do about the reason; may be empty
 * @param lock how the jar compares with {@code plugins.lock}; empty if there is none, or no jar
 * @param sha256 the digest of what was looked at, and loaded if it is started; empty if it is no
 *     jar or could not be read
 */
public record PluginReport(
    Path file,
    String id,
    String version,
    State state,
    List<String> provides,
    String reason,
    String fix,
    Optional<LockState> lock,
    String sha256) {

  /** What became of a file. */
  public enum State {
    /** It runs. */
    STARTED,
    /** It should run and does not. */
    FAILED,
    /** It may not run: a lock is required, and the lock does not vouch for it. */
    REFUSED,
    /** It is not meant to run: no jar, or another version of the same plugin won. */
    SKIPPED
  }

  /** Checks the parts and copies the list. */
  public PluginReport {
    requireNonNull(file, "file");
    requireNonNull(id, "id");
    requireNonNull(version, "version");
    requireNonNull(state, "state");
    provides = List.copyOf(provides);
    requireNonNull(reason, "reason");
    requireNonNull(fix, "fix");
    requireNonNull(lock, "lock");
    requireNonNull(sha256, "sha256");
  }

  static PluginReport of(Path file, State state, Finding finding) {
    return new PluginReport(
        file, "", "", state, List.of(), finding.reason(), finding.fix(), Optional.empty(), "");
  }

  static PluginReport of(Path file, JarFacts facts, State state, Finding finding) {
    return new PluginReport(
        file,
        facts.id(),
        facts.version(),
        state,
        List.of(),
        finding.reason(),
        finding.fix(),
        Optional.empty(),
        "");
  }

  /** The same jar, for which something else is true now. */
  PluginReport become(State now, Finding why) {
    return new PluginReport(
        file, id, version, now, List.of(), why.reason(), why.fix(), lock, sha256);
  }

  PluginReport with(Optional<LockState> compared, String digest) {
    return new PluginReport(file, id, version, state, provides, reason, fix, compared, digest);
  }
}
