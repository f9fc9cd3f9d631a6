package io.nanobot.host.plugin;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where the lock of an installation is, and how much it counts.
 *
 * @param file {@code plugins.lock}; need not be there
 * @param required whether only a jar that the file names as it is may be loaded
 * @param command what the reader of a message types to write the file anew
 */
public record LockRule(Path file, boolean required, String command) {
  /** Checks the parts. */
  public LockRule {
    requireNonNull(file, "file");
    requireNonNull(command, "command");
  }
}
