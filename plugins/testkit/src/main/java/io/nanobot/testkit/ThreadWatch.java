package io.nanobot.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds threads that appeared and did not go. */
final class ThreadWatch {
  /** Threads of the JDK and of build tools, which come and go as they like. */
  private static final Pattern NOT_OURS =
      Pattern.compile(
          "Common-Cleaner|Cleaner-\\d+|Keep-Alive-Timer|ForkJoinPool\\.commonPool-.*"
              + "|CompletableFutureDelayScheduler|process reaper.*|surefire-.*|junit-.*"
              + "|Attach Listener|JFR.*|awaitility.*");

  /** A thread that was told to end may still be on its way. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Set<Thread> before = Thread.getAllStackTraces().keySet();
  private final Predicate<Thread> ignored;

  ThreadWatch(Predicate<Thread> ignored) {
    this.ignored = ignored;
  }

  /** The names of threads that were not there when the watch began. */
  List<String> appeared() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !before.contains(thread))
        .filter(thread -> !NOT_OURS.matcher(thread.getName()).matches())
        .filter(ignored.negate())
        .map(Thread::getName)
        .sorted()
        .toList();
  }

  void assertNoneLeft() {
    Eventually.within(
        PATIENCE,
        () ->
            assertThat(appeared())
                .as(
                    "threads that outlive close(); before JDK 21 an HttpClient's ends when it is"
                        + " collected, unless it is interrupted")
                .isEmpty());
  }
}
