package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import java.time.Duration;

/**
 * What an agent is told of the conversation so far.
 *
 * @param exchanges how many questions with their answers at most, the latest
 * @param tokens how long they are altogether at most, in tokens as most models count them, roughly
 * @param keep for how long they are kept
 */
public record HistoryConfig(
    @Description("How many questions with their answers an agent is told at most; 0: none")
        @Default("20")
        @Range(min = 0, max = HistoryConfig.MOST)
        int exchanges,
    @Description("How long they are altogether at most, in tokens (estimated)")
        @Default("8000")
        @Range(min = 1, max = 10_000_000)
        int tokens,
    @Description("How long they are kept") @Default("30d") Duration keep) {
  /** More of one conversation are never kept. */
  public static final int MOST = 200;
}
