package io.nanobot.host.distribution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Faults and the calm before each, one after the other: the same for the same seed. */
record SoakPlan(List<Step> steps) {
  private static final int LONGEST_CALM_MILLIS = 12_000;
  private static final int SHORTEST_FAULT_MILLIS = 500;
  private static final int SHORTEST_SHARE_MILLIS = 3 * SHORTEST_FAULT_MILLIS;
  private static final int LONGEST_FAULT_MILLIS = 6_000;

  /** A fault of some length after some calm. */
  record Step(Duration calm, SoakFault fault, Duration length) {
    Duration total() {
      return calm.plus(length);
    }
  }

  SoakPlan {
    steps = List.copyOf(steps);
  }

  /**
   * As many steps as fit. Each fault comes once before any comes again, and each comes at least
   * once: in little room the steps are shorter.
   */
  static SoakPlan of(Duration room, long seed) {
    int share = (int) Math.min(Integer.MAX_VALUE, room.toMillis() / SoakFault.values().length);
    if (share <= SHORTEST_SHARE_MILLIS) {
      throw new IllegalArgumentException(
          "%d s are too short for %d faults: take 30 s or more"
              .formatted(room.toSeconds(), SoakFault.values().length));
    }
    int longestCalm = Math.min(LONGEST_CALM_MILLIS, share / 3 * 2);
    int longestFault = Math.min(LONGEST_FAULT_MILLIS, share / 3);
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>();
    List<SoakFault> deck = new ArrayList<>();
    Duration left = room;
    while (true) {
      if (deck.isEmpty()) {
        deck.addAll(List.of(SoakFault.values()));
        Collections.shuffle(deck, random);
      }
      Step next =
          new Step(
              Duration.ofMillis(random.nextInt(longestCalm)),
              deck.remove(deck.size() - 1),
              Duration.ofMillis(random.nextInt(SHORTEST_FAULT_MILLIS, longestFault)));
      left = left.minus(next.total());
      if (left.isNegative()) {
        return new SoakPlan(steps);
      }
      steps.add(next);
    }
  }
}
