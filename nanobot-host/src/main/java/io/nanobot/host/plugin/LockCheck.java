package io.nanobot.host.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks {@code plugins.lock} about jars. Read once: all jars of one start meet the same lock. */
final class LockCheck {
  private final LockRule rule;
  private final Optional<PluginLock> lock;
  private final Finding damage;

  private LockCheck(LockRule rule, Optional<PluginLock> lock, Finding damage) {
    this.rule = rule;
    this.lock = lock;
    this.damage = damage;
  }

  static LockCheck open(LockRule rule) {
    try {
      return new LockCheck(rule, PluginLock.read(rule.file()), Finding.NOTHING);
    } catch (PluginRefused e) {
      String fix =
          "correct it, or look at the jars and write it anew: %s".formatted(rule.command());
      return new LockCheck(rule, Optional.empty(), new Finding(e.finding().reason(), fix));
    }
  }

  /** Why the lock itself is of no use, if it is there and can not be read. */
  Finding damage() {
    return damage;
  }

  Path file() {
    return rule.file();
  }

  Optional<PluginLock> lock() {
    return lock;
  }

  boolean required() {
    return rule.required();
  }

  /** Empty if there is nothing to compare with. */
  Optional<LockState> state(String fileName, Sha256 digest) {
    return lock.map(jars -> jars.state(fileName, digest));
  }

  /** What is worth a word about a jar; nothing if all is as the user of the lock wants it. */
  Finding about(String fileName, Sha256 digest) {
    if (!damage.isNothing()) {
      return rule.required() ? without("can not be read") : Finding.NOTHING; // said once
    }
    if (lock.isEmpty()) {
      return rule.required() ? without("does not exist") : Finding.NOTHING;
    }
    return switch (lock.get().state(fileName, digest)) {
      case CHANGED -> changed(digest, lock.get().digests(fileName));
      case UNKNOWN -> unknown(digest);
      default -> Finding.NOTHING;
    };
  }

  /** About a jar that the lock names and that is not there. */
  Finding missing() {
    return new Finding(
        "%s names it, but it is in none of the plugins folders".formatted(rule.file()),
        "if you have removed it yourself: %s; if not, put it back".formatted(rule.command()));
  }

  private Finding changed(Sha256 digest, List<Sha256> locked) {
    return new Finding(
        "it is not the jar that was locked: its SHA-256 is %s, but %s has %s"
            .formatted(digest.brief(), rule.file(), brief(locked)),
        "if you have replaced it yourself: %s; if not, put the locked one back and find out who changed it"
            .formatted(rule.command()));
  }

  private Finding unknown(Sha256 digest) {
    return new Finding(
        "%s does not name it (its SHA-256 is %s)".formatted(rule.file(), digest.brief()),
        "if you have put it there yourself: %s; if not, remove it and find out who did"
            .formatted(rule.command()));
  }

  private Finding without(String what) {
    return new Finding(
        "plugins.requireLock is on, but %s %s".formatted(rule.file(), what),
        "look at the jars, then: " + rule.command());
  }

  private static String brief(List<Sha256> digests) {
    return digests.stream().map(Sha256::brief).collect(Collectors.joining(" and "));
  }
}
