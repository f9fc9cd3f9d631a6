package io.nanobot.dingtalk.simulator;

import java.time.Duration;
import java.util.Optional;

/** Somebody pressed a button of a card. The platform waits 2 seconds for the app. */
public final class CardClick {
  /** The click fails when the app takes longer. */
  public static final Duration LIMIT = Duration.ofSeconds(2);

  private volatile Optional<Ack> ack = Optional.empty();

  CardClick() {}

  /** What the app answered; empty as long as it has not. */
  public Optional<Ack> ack() {
    return ack;
  }

  /** Whether the app answered in time. */
  public boolean worked() {
    return ack.filter(it -> it.code() == 200 && it.latency().compareTo(LIMIT) <= 0).isPresent();
  }

  void acknowledged(Ack answer) {
    ack = Optional.of(answer);
  }
}
