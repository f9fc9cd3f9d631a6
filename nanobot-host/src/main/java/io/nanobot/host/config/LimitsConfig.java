package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;

/**
 * How much anybody may send, over all channels; 0 means that there is no such limit.
 *
 * @param messagesPerMinute how many messages of one person are taken in a minute
 * @param conversationMessagesPerMinute how many messages of one conversation are taken in a minute
 * @param loopMessages how many messages of one person in one conversation within a minute are taken
 *     for two bots that answer each other
 * @param textLength the longest text that is taken, in characters
 * @param attachments how many attachments one message may have
 */
public record LimitsConfig(
    @Description("How many messages of one person are taken in a minute; 0: any number")
        @Default("120")
        @Range(min = 0, max = 1_000_000)
        int messagesPerMinute,
    @Description("How many messages of one conversation are taken in a minute; 0: any number")
        @Default("600")
        @Range(min = 0, max = 1_000_000)
        int conversationMessagesPerMinute,
    @Description(
            "So many messages of one person in one conversation within 60 s look like two bots that answer each other: the conversation with that person pauses for 60 s; 0: never")
        @Default("20")
        @Range(min = 0, max = 1_000)
        int loopMessages,
    @Description("Longest text that is taken, in characters; 0: any length")
        @Default("100000")
        @Range(min = 0, max = 10_000_000)
        int textLength,
    @Description("How many attachments one message may have; 0: any number")
        @Default("20")
        @Range(min = 0, max = 1_000)
        int attachments) {
  /** Nothing is bounded. */
  public static final LimitsConfig NONE = new LimitsConfig(0, 0, 0, 0, 0);
}
