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

  /** As many steps as fit. Each fault comes once before any comes again. */
  static SoakPlan of(Duration room, long seed) {
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
              Duration.ofMillis(random.nextInt(LONGEST_CALM_MILLIS)),
              deck.remove(deck.size() - 1),
              Duration.ofMillis(random.nextInt(SHORTEST_FAULT_MILLIS, LONGEST_FAULT_MILLIS)));
      left = left.minus(next.total());
      if (left.isNegative()) {
        return new SoakPlan(steps);
      }
      steps.add(next);
    }
  }
}
