package io.nanobot.dingtalk.simulator;

import java.time.Duration;
import java.util.Optional;

/** Somebody pressed a button of a card. The platform waits 2 seconds for the app. */
public final class CardClick {
  /** The click fails when the app takes longer. */
  public static final Duration LIMIT = Duration.ofSeconds(2);

  private final boolean heard;
  private volatile Optional<Ack> ack = Optional.empty();
  private volatile Optional<String> unusable = Optional.empty();

  CardClick(boolean heard) {
    this.heard = heard;
  }

  /** Whether there was a link that takes clicks. */
  public boolean heard() {
    return heard;
  }

  /** What the app answered; empty as long as it has not. */
  public Optional<Ack> ack() {
    return ack;
  }

  /** Whether the app answered in time. */
  public boolean worked() {
    return ack.filter(CardClick::takes).isPresent();
  }

  /** What went wrong, as a sentence; after the limit nothing more can be expected. */
  public Optional<String> problem() {
    if (!heard) {
      return Optional.of(
          "Nobody hears this click: no bot is connected that takes clicks, or the card was made"
              + " without callbackType STREAM");
    }
    if (ack.filter(CardClick::inTime).isEmpty()) {
      return Optional.of(
          "The click failed: the bot has not answered within %d s".formatted(LIMIT.toSeconds()));
    }
    return worked()
        ? unusable
        : ack.map(it -> "The click failed: the bot answered code " + it.code());
  }

  /** Whether the platform does what this answer says. */
  static boolean takes(Ack ack) {
    return ack.code() == 200 && inTime(ack);
  }

  private static boolean inTime(Ack ack) {
    return ack.latency().compareTo(LIMIT) <= 0;
  }

  void acknowledged(Ack answer) {
    ack = Optional.of(answer);
  }

  /** The answer came, and the card stays as it is. */
  void unusable(String why) {
    unusable = Optional.of("The bot's answer does not change the card: " + why);
  }
}
