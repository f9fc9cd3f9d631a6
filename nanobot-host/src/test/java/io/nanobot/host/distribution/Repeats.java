package io.nanobot.host.distribution;

import io.nanobot.dingtalk.simulator.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replies that came though the same had come before. One has an excuse if the gateway can not have
 * learnt that the copy before it arrived.
 *
 * @param excused how many have one
 * @param inexcusable the texts of the others
 */
record Repeats(int excused, List<String> inexcusable) {
  /**
   * One reply as the platform heard it.
   *
   * @param confirmed whether the call that brought it was answered
   */
  record Heard(String where, String text, Instant at, boolean confirmed) {
    static Heard of(Reply reply) {
      return new Heard(
          reply.conversation().id(), reply.text().strip(), reply.at(), reply.confirmed());
    }
  }

  /**
   * A time at which an answer was written that nobody may have read: what is held back in a black
   * hole is served at its end, and a gateway that gave up before has hung up unseen.
   */
  record BlackHole(Instant from, Instant to) {
    private static final Duration TO_SERVE_WHAT_WAITED = Duration.ofSeconds(1);

    boolean covers(Instant moment) {
      return !moment.isBefore(from) && !moment.isAfter(to.plus(TO_SERVE_WHAT_WAITED));
    }
  }

  private record Answer(String where, String text) {}

  Repeats {
    inexcusable = List.copyOf(inexcusable);
  }

  /** Of all that was heard, in the order of time. */
  static Repeats among(List<Heard> replies, List<BlackHole> blackHoles) {
    Map<Answer, Heard> last = new HashMap<>();
    List<String> inexcusable = new ArrayList<>();
    int excused = 0;
    for (Heard reply : replies) {
      Heard before = last.put(new Answer(reply.where(), reply.text()), reply);
      if (before == null) {
        continue;
      }
      if (!before.confirmed() || blackHoles.stream().anyMatch(it -> it.covers(before.at()))) {
        excused++;
      } else {
        inexcusable.add(reply.text() + " at " + before.at() + " and " + reply.at());
      }
    }
    return new Repeats(excused, inexcusable);
  }
}
