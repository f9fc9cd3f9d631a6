package io.nanobot.host.plugin;

import io.nanobot.host.plugin.LockChange.Kind;
import io.nanobot.host.workspace.OwnerOnly;
import io.nanobot.host.workspace.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The plugin jars of an installation beside what {@code plugins.lock} says of them, at one moment.
 * Loads no plugin, and changes nothing but on {@link #lock}.
 */
public final class PluginInventory {
  private final LockRule rule;
  private final LockCheck check;
  private final Map<Path, LockedJar> jars = new LinkedHashMap<>();
  private final List<LockEntry> unreadable = new ArrayList<>();

  private PluginInventory(LockRule rule) {
    this.rule = rule;
    this.check = LockCheck.open(rule);
  }

  /**
   * Takes it.
   *
   * @param folders where the jars are; a folder that does not exist is empty
   * @param rule where the lock is
   * @return what is there now
   */
  public static PluginInventory of(List<Path> folders, LockRule rule) {
    PluginInventory inventory = new PluginInventory(rule);
    new LinkedHashSet<>(folders).forEach(inventory::look);
    return inventory;
  }

  /**
   * Whether there is a lock that can be read.
   *
   * @return false if nothing is locked
   */
  public boolean hasLock() {
    return check.lock().isPresent();
  }

  /**
   * Why there is no lock although its file is there.
   *
   * @return a sentence; empty if it can be read, or does not exist
   */
  public String damage() {
    return check.damage().reason();
  }

  /**
   * Every jar that is there or should be.
   *
   * @return the jars by folder and name, then those that can not be read, then those that are
   *     missing; without a lock all are unknown
   */
  public List<LockEntry> entries() {
    List<LockEntry> entries = new ArrayList<>();
    jars.forEach((file, jar) -> entries.add(entry(file, jar)));
    entries.addAll(unreadable);
    for (LockedJar locked : missing()) {
      entries.add(
          LockEntry.of(LockState.MISSING, Path.of(locked.fileName()), locked, check.missing()));
    }
    return entries;
  }

  /**
   * Writes the lock: exactly the jars that are there. Writes nothing if it says so already.
   *
   * @return what is new, by file name
   * @throws IOException if it can not be written
   * @throws IllegalStateException if a jar can not be read
   */
  public List<LockChange> lock() throws IOException {
    if (!unreadable.isEmpty()) {
      throw new IllegalStateException("a lock of some jars only");
    }
    PluginLock before = check.lock().orElse(PluginLock.EMPTY);
    PluginLock after = new PluginLock(jars.values());
    if (!hasLock() || !Files.readString(rule.file()).equals(after.text())) {
      OwnerOnly.createDirectories(rule.file().toAbsolutePath().getParent());
      PrivateFile.replace(rule.file(), after.text());
    }
    return changes(before.jars(), after.jars());
  }

  private void look(Path folder) {
    try {
      for (Path file : PluginFolder.entries(folder)) {
        if (PluginFolder.whyNotJar(file).isNothing()) {
          examine(file);
        }
      }
    } catch (PluginRefused e) {
      unreadable.add(LockEntry.unreadable(folder, e.finding()));
    }
  }

  private void examine(Path file) {
    String name = file.getFileName().toString();
    if (!LockedJar.canName(name)) {
      Finding finding =
          new Finding("its name has control characters or begins with a blank", "rename it");
      unreadable.add(LockEntry.unreadable(file, finding));
      return;
    }
    try {
      jars.put(file, jar(file, name));
    } catch (IOException e) {
      unreadable.add(LockEntry.unreadable(file, PluginStage.unreadable(e)));
    }
  }

  /** What can not be a plugin is locked all the same, so that it is noticed when it becomes one. */
  private static LockedJar jar(Path file, String name) throws IOException {
    Sha256 digest = Sha256.of(file);
    try {
      JarFacts facts = JarFacts.read(file, name);
      return LockedJar.of(digest, name, facts.id(), facts.version());
    } catch (PluginRefused e) {
      return LockedJar.of(digest, name, "", "");
    }
  }

  private LockEntry entry(Path file, LockedJar jar) {
    LockState state = check.state(jar.fileName(), jar.digest()).orElse(LockState.UNKNOWN);
    return LockEntry.of(state, file, jar, check.about(jar.fileName(), jar.digest()));
  }

  /** Not those of which there is another jar of that name: that one has changed. */
  private List<LockedJar> missing() {
    List<LockedJar> locked = check.lock().orElse(PluginLock.EMPTY).jars();
    return gone(locked, List.copyOf(jars.values()));
  }

  private static List<LockChange> changes(List<LockedJar> before, List<LockedJar> after) {
    List<LockChange> changes = new ArrayList<>();
    for (LockedJar jar : after) {
      if (!contains(before, jar)) {
        boolean replaced = before.stream().anyMatch(old -> isReplaced(old, after, jar));
        changes.add(LockChange.of(replaced ? Kind.CHANGED : Kind.ADDED, jar));
      }
    }
    gone(before, after).forEach(jar -> changes.add(LockChange.of(Kind.REMOVED, jar)));
    changes.sort(Comparator.comparing(LockChange::fileName).thenComparing(LockChange::sha256));
    return changes;
  }

  private static boolean isReplaced(LockedJar old, List<LockedJar> after, LockedJar by) {
    return old.fileName().equals(by.fileName()) && !contains(after, old);
  }

  /** Those that are no longer there, unless a jar that was not there before has their name. */
  private static List<LockedJar> gone(List<LockedJar> before, List<LockedJar> after) {
    return before.stream()
        .filter(old -> !contains(after, old))
        .filter(
            old ->
                after.stream()
                    .noneMatch(
                        jar -> jar.fileName().equals(old.fileName()) && !contains(before, jar)))
        .toList();
  }

  private static boolean contains(List<LockedJar> jars, LockedJar jar) {
    return jars.stream().anyMatch(jar::isSameAs);
  }
}
