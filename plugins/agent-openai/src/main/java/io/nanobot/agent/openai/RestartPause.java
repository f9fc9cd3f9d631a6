package io.nanobot.agent.openai;

import java.time.Duration;

/** How long a server that has failed is left alone: longer each time, unless it ran well before. */
final class RestartPause {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Duration next = SHORTEST;

  /**
   * @param ran how long it has worked; zero if it never did
   */
  Duration after(Duration ran) {
    Duration pause = ran.compareTo(LONGEST) > 0 ? SHORTEST : next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return pause;
  }
}
