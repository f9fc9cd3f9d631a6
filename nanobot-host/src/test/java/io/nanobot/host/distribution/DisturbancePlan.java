package io.nanobot.host.distribution;

import static io.nanobot.host.distribution.Disturbance.Kind.FREEZE;
import static io.nanobot.host.distribution.Disturbance.Kind.KILL;
import static io.nanobot.host.distribution.Disturbance.Kind.STOP;
import static java.util.Collections.nCopies;
import static java.util.Collections.shuffle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What each gateway goes through, in order: the same for the same seed. */
record DisturbancePlan(List<List<Disturbance>> byGateway) {
  private static final double EARLY = 0.2;

  /** A start takes about this long, so that an early kill can hit any step of it. */
  private static final Duration START = Duration.ofSeconds(3);

  private static final Duration LONGEST_CALM = Duration.ofMillis(1500);

  static DisturbancePlan of(KillLoopSettings settings) {
    Random random = new Random(settings.seed());
    List<Disturbance.Kind> kinds = new ArrayList<>();
    kinds.addAll(nCopies(settings.kills(), KILL));
    kinds.addAll(nCopies(settings.stops(), STOP));
    kinds.addAll(nCopies(settings.freezes(), FREEZE));
    shuffle(kinds, random);
    List<List<Disturbance>> dealt = new ArrayList<>();
    for (int gateway = 0; gateway < settings.gateways(); gateway++) {
      dealt.add(new ArrayList<>());
    }
    for (int i = 0; i < kinds.size(); i++) {
      dealt.get(i % settings.gateways()).add(disturbance(kinds.get(i), random));
    }
    return new DisturbancePlan(dealt.stream().map(List::copyOf).toList());
  }

  private static Disturbance disturbance(Disturbance.Kind kind, Random random) {
    boolean early = kind == KILL && random.nextDouble() < EARLY;
    Duration longest = early ? START : LONGEST_CALM;
    return new Disturbance(
        kind, early, Duration.ofMillis((long) (random.nextDouble() * longest.toMillis())));
  }
}
