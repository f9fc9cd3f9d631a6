package io.nanobot.host.distribution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** What a run of the kill loop has found. */
record KillReport(
    KillLoopSettings settings,
    List<Transcript> transcripts,
    List<String> problems,
    Duration duration) {
  /** The host's delivery works on no more conversations at once, per channel and gateway. */
  private static final int MOST_SENDS_AT_ONCE = 32;

  KillReport {
    transcripts = List.copyOf(transcripts);
    problems = List.copyOf(problems);
  }

  int sent() {
    return sum(Transcript::sent);
  }

  int acknowledged() {
    return sum(transcript -> transcript.acknowledged().size());
  }

  int answered() {
    return sum(Transcript::answered);
  }

  int lost() {
    return sum(transcript -> transcript.lost().size());
  }

  int resent() {
    return sum(Transcript::resent);
  }

  int outOfOrder() {
    return sum(Transcript::outOfOrder);
  }

  /**
   * Whose outcome could not be learnt: one send per conversation at each kill and freeze. A clean
   * stop leaves none.
   */
  int mostResent() {
    int atOnce = Math.min(transcripts.size(), MOST_SENDS_AT_ONCE);
    return atOnce * (settings.kills() + settings.freezes());
  }

  /** What breaks a promise; empty if all is well. */
  List<String> failures() {
    List<String> failures = new ArrayList<>(problems);
    if (acknowledged() < sent()) {
      failures.add((sent() - acknowledged()) + " messages were never acknowledged");
    }
    if (lost() > 0) {
      failures.add(lost() + " acknowledged messages were never answered: " + examples());
    }
    if (resent() > mostResent()) {
      failures.add(resent() + " replies were repeated, at most " + mostResent() + " may be");
    }
    if (outOfOrder() > 0) {
      failures.add(outOfOrder() + " replies came after the reply to a later message");
    }
    List<String> foreign =
        transcripts.stream().flatMap(transcript -> transcript.foreign().stream()).toList();
    if (!foreign.isEmpty()) {
      failures.add("replies that answer nothing: " + foreign);
    }
    return failures;
  }

  private List<String> examples() {
    return transcripts.stream()
        .filter(transcript -> !transcript.lost().isEmpty())
        .limit(3)
        .map(transcript -> transcript.conversation() + " " + transcript.lost())
        .toList();
  }

  String summary() {
    return """
        %d gateway(s) on %s, seed %d, %d s: %s
          disturbances   %d kills, %d clean stops, %d freezes of %d s
          messages       %d in %d conversations, %d of them pushed more than once
          acknowledged   %d
          answered       %d
          LOST           %d
          re-sent        %d (at most %d: one per conversation, kill and freeze)
          out of order   %d
        """
        .formatted(
            settings.gateways(),
            settings.engine(),
            settings.seed(),
            duration.toSeconds(),
            failures().isEmpty() ? "all promises kept" : "BROKEN PROMISES",
            settings.kills(),
            settings.stops(),
            settings.freezes(),
            settings.freeze().toSeconds(),
            sent(),
            transcripts.size(),
            sum(Transcript::pushedAgain),
            acknowledged(),
            answered(),
            lost(),
            resent(),
            mostResent(),
            outOfOrder());
  }

  private int sum(ToIntFunction<Transcript> number) {
    return transcripts.stream().mapToInt(number).sum();
  }
}
