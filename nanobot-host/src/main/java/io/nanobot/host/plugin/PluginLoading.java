package io.nanobot.host.plugin;

import io.nanobot.host.plugin.PluginReport.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pass over the folders: look at every file, choose one jar for each plugin, start each. What
 * happens to one file changes nothing for another.
 */
final class PluginLoading {
  private final LockCheck lock;
  private final PluginStage stage;
  private final PluginLimits limits;
  private final Map<Path, PluginReport> reports = new LinkedHashMap<>();
  private final Map<Path, LockState> lockStates = new HashMap<>();
  private final Map<Path, String> digests = new HashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<LoadedPlugin> started = new ArrayList<>();

  PluginLoading(LockCheck lock, PluginStage stage, PluginLimits limits) {
    this.lock = lock;
    this.stage = stage;
    this.limits = limits;
  }

  void run(List<Path> folders) {
    if (!lock.damage().isNothing()) {
      report(PluginReport.of(lock.file(), unvouched(), lock.damage()));
    }
    for (Path folder : folders) {
      look(folder);
    }
    for (Candidate candidate : candidates) {
      Candidate winner = winner(candidate);
      if (winner.equals(candidate)) {
        start(candidate);
      } else {
        lose(candidate, winner);
      }
    }
  }

  /** By folder, then by name. */
  List<PluginReport> reports() {
    return List.copyOf(reports.values());
  }

  List<LoadedPlugin> started() {
    return started;
  }

  private void look(Path folder) {
    try {
      for (Path file : PluginFolder.entries(folder)) {
        Finding whyNot = PluginFolder.whyNotJar(file);
        if (whyNot.isNothing()) {
          examine(file);
        } else {
          report(PluginReport.of(file, State.SKIPPED, whyNot));
        }
      }
    } catch (PluginRefused e) {
      report(PluginReport.of(folder, State.FAILED, e.finding()));
    }
  }

  private void examine(Path file) {
    if (reports.containsKey(file)) {
      return; // the same folder was named twice
    }
    try {
      admit(file, stage.copy(file));
    } catch (PluginRefused e) {
      report(PluginReport.of(file, State.FAILED, e.finding()));
    }
  }

  /** Before anything in the jar is looked at. What is loaded later is the copy that was hashed. */
  private void admit(Path file, StagedJar jar) {
    String name = file.getFileName().toString();
    digests.put(file, jar.digest().hex());
    lock.state(name, jar.digest()).ifPresent(state -> lockStates.put(file, state));
    Finding finding = lock.about(name, jar.digest());
    if (lock.required() && !finding.isNothing()) {
      stage.delete(jar.path());
      report(PluginReport.of(file, State.REFUSED, finding));
    } else {
      examine(file, jar.path(), finding);
    }
  }

  private void examine(Path file, Path copy, Finding warning) {
    PluginReport pending = PluginReport.of(file, State.FAILED, Finding.NOTHING);
    reports.put(file, pending); // keeps the place
    try {
      JarFacts facts = JarFacts.read(copy, file.getFileName().toString());
      check(new Candidate(file, copy, facts, warning));
    } catch (PluginRefused e) {
      stage.delete(copy);
      report(PluginReport.of(file, State.FAILED, e.finding()));
    }
  }

  private void check(Candidate jar) {
    try {
      Finding warning = jar.warning().and(JarRules.check(jar.facts()));
      candidates.add(new Candidate(jar.file(), jar.copy(), jar.facts(), warning));
    } catch (PluginRefused e) {
      fail(jar, e.finding());
    }
  }

  /** The highest version; of several jars with that version the first. */
  private Candidate winner(Candidate candidate) {
    Candidate best = null;
    for (Candidate other : candidates) {
      if (other.facts().id().equals(candidate.facts().id())
          && (best == null
              || ApiRange.ORDER.compare(other.facts().version(), best.facts().version()) > 0)) {
        best = other;
      }
    }
    return best;
  }

  private void lose(Candidate loser, Candidate winner) {
    boolean copy = isCopy(loser, winner);
    stage.delete(loser.copy());
    if (copy) {
      Finding finding = new Finding("it is the same as %s".formatted(winner.file()), "");
      report(PluginReport.of(loser.file(), State.SKIPPED, finding));
      return;
    }
    Finding finding =
        new Finding(
            "plugin %s of %s is not loaded, because %s has %s"
                .formatted(
                    loser.facts().label(), loser.file(), winner.file(), winner.facts().label()),
            "remove one of the two files");
    report(PluginReport.of(loser.file(), loser.facts(), State.SKIPPED, finding));
  }

  /** A user who follows the manual may have what the distribution has already. */
  private static boolean isCopy(Candidate one, Candidate other) {
    try {
      return Files.mismatch(one.copy(), other.copy()) < 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void start(Candidate jar) {
    try {
      LoadedPlugin plugin = LoadedPlugin.start(jar, limits, started);
      started.add(plugin);
      report(plugin.report(jar.warning()));
    } catch (PluginRefused e) {
      fail(jar, e.finding());
    }
  }

  private void fail(Candidate jar, Finding finding) {
    stage.delete(jar.copy());
    report(PluginReport.of(jar.file(), jar.facts(), State.FAILED, finding));
  }

  private State unvouched() {
    return lock.required() ? State.REFUSED : State.FAILED;
  }

  private void report(PluginReport report) {
    Optional<LockState> compared = Optional.ofNullable(lockStates.get(report.file()));
    reports.put(report.file(), report.with(compared, digests.getOrDefault(report.file(), "")));
  }
}
