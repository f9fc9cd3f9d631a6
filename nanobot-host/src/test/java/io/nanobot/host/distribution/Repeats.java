package io.nanobot.host.distribution;

import io.nanobot.dingtalk.simulator.Conversation;
import io.nanobot.dingtalk.simulator.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replies that came though the same had come before. One has an excuse if the copy before it came
 * at a time when the gateway may not have learnt that it arrived.
 *
 * @param excused how many have one
 * @param inexcusable the texts of the others
 */
record Repeats(int excused, List<String> inexcusable) {
  /** An answer may have been on its way when the fault began. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

  /** A time at which a send may have stayed uncertain. */
  record Uncertainty(Instant from, Instant to) {
    boolean covers(Instant moment) {
      return !moment.isBefore(from.minus(ON_ITS_WAY)) && !moment.isAfter(to);
    }
  }

  private record Answer(Conversation where, String text) {}

  Repeats {
    inexcusable = List.copyOf(inexcusable);
  }

  static Repeats among(List<Reply> replies, List<Uncertainty> uncertainties) {
    Map<Answer, Instant> last = new HashMap<>();
    List<String> inexcusable = new ArrayList<>();
    int excused = 0;
    for (Reply reply : replies) {
      Instant before = last.put(new Answer(reply.conversation(), reply.text()), reply.at());
      if (before == null) {
        continue;
      }
      if (uncertainties.stream().anyMatch(one -> one.covers(before))) {
        excused++;
      } else {
        inexcusable.add(reply.text().strip() + " at " + before + " and " + reply.at());
      }
    }
    return new Repeats(excused, inexcusable);
  }
}
