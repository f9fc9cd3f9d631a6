package io.nanobot.host.distribution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What a soak has found.
 *
 * @param faults how often each struck
 * @param footprints in the order of time, the warm-up left out
 * @param errors what the gateway logged as an error
 */
record SoakReport(
    long seed,
    Duration duration,
    Map<SoakFault, Long> faults,
    List<Transcript> transcripts,
    Repeats repeats,
    List<Footprint> footprints,
    List<String> errors) {
  private static final int FEWEST_FOOTPRINTS = 6;
  private static final long MEBIBYTE = 1024 * 1024;

  /**
   * What a cache or a pool may still grow after the warm-up. In 30 minutes the medians moved by
   * less than 0.1 MiB and by no thread and no file, in 2 minutes by 0.2 MiB and 2 threads.
   */
  private static final long HEAP_TOLERANCE = 8 * MEBIBYTE;

  private static final long THREADS_TOLERANCE = 5;
  private static final long FILES_TOLERANCE = 10;

  SoakReport {
    faults = Map.copyOf(faults);
    transcripts = List.copyOf(transcripts);
    footprints = List.copyOf(footprints);
    errors = List.copyOf(errors);
  }

  /** What breaks a promise; empty if all is well. */
  List<String> failures() {
    List<String> failures = new ArrayList<>();
    if (acknowledged() < sent()) {
      failures.add((sent() - acknowledged()) + " messages were never acknowledged");
    }
    for (Transcript one : transcripts) {
      if (!one.lost().isEmpty()) {
        failures.add("acknowledged and never answered in " + one.conversation() + " " + one.lost());
      }
      if (one.outOfOrder() > 0) {
        failures.add(one.outOfOrder() + " replies out of order in " + one.conversation());
      }
      if (!one.foreign().isEmpty()) {
        failures.add("replies that answer nothing: " + one.foreign());
      }
    }
    if (!repeats.inexcusable().isEmpty()) {
      failures.add("repeated without an uncertain send: " + repeats.inexcusable());
    }
    errors.forEach(error -> failures.add("an error in the log: " + error));
    failures.addAll(growth());
    return failures;
  }

  private List<String> growth() {
    if (footprints.size() < FEWEST_FOOTPRINTS) {
      return List.of("too short to tell whether memory, threads and files stay flat");
    }
    List<String> growth = new ArrayList<>();
    addGrowth(growth, "heap bytes", Footprint::heap, HEAP_TOLERANCE);
    addGrowth(growth, "threads", Footprint::threads, THREADS_TOLERANCE);
    addGrowth(growth, "file descriptors", Footprint::files, FILES_TOLERANCE);
    return growth;
  }

  private void addGrowth(
      List<String> growth, String what, ToLongFunction<Footprint> number, long tolerance) {
    if (last(number) > first(number) + tolerance) {
      growth.add(what + " grew from " + first(number) + " to " + last(number));
    }
  }

  private long first(ToLongFunction<Footprint> number) {
    return Footprint.median(footprints.subList(0, third()), number);
  }

  private long last(ToLongFunction<Footprint> number) {
    return Footprint.median(
        footprints.subList(footprints.size() - third(), footprints.size()), number);
  }

  private int third() {
    return Math.max(1, footprints.size() / 3);
  }

  private int sent() {
    return transcripts.stream().mapToInt(Transcript::sent).sum();
  }

  private int acknowledged() {
    return transcripts.stream().mapToInt(one -> one.acknowledged().size()).sum();
  }

  String summary() {
    String flat =
        footprints.isEmpty()
            ? "not measured"
            : "heap %.1f -> %.1f MiB, threads %d -> %d, files %d -> %d"
                .formatted(
                    (double) first(Footprint::heap) / MEBIBYTE,
                    (double) last(Footprint::heap) / MEBIBYTE,
                    first(Footprint::threads),
                    last(Footprint::threads),
                    first(Footprint::files),
                    last(Footprint::files));
    return """
        soak of %d s, seed %d: %s
          messages       %d in %d conversations, %d of them pushed more than once
          acknowledged   %d
          answered       %d
          LOST           %d
          repeated       %d after an uncertain send, %d without
          out of order   %d
          first -> last  %s (medians of thirds of %d)
          faults         %s
        """
        .formatted(
            duration.toSeconds(),
            seed,
            failures().isEmpty() ? "all promises kept" : "BROKEN PROMISES",
            sent(),
            transcripts.size(),
            transcripts.stream().mapToInt(Transcript::pushedAgain).sum(),
            acknowledged(),
            transcripts.stream().mapToInt(Transcript::answered).sum(),
            transcripts.stream().mapToInt(one -> one.lost().size()).sum(),
            repeats.excused(),
            repeats.inexcusable().size(),
            transcripts.stream().mapToInt(Transcript::outOfOrder).sum(),
            flat,
            footprints.size(),
            faults);
  }
}
