package io.nanobot.host.security.limits;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import io.github.bucket4j.TimeMeter;
import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.config.LimitsConfig;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How much an admitted person may send. Counted by this gateway, so that several together take
 * more. Any thread.
 */
public final class Limits {
  /** What a channel wants back with a reply is small; more of it would fill the store. */
  private static final int REPLY_HINT_CHARACTERS = 16_384;

  private static final long REMEMBERED = 50_000;

  private final LimitsConfig config;
  private final LoadingCache<String, Rate> people;
  private final LoadingCache<String, Rate> conversations;
  private final LoadingCache<Pair, LoopGuard> pairs;

  private record Pair(String person, String conversation) {}

  @Inject
  public Limits(LimitsConfig config) {
    this(config, TimeMeter.SYSTEM_NANOTIME);
  }

  Limits(LimitsConfig config, TimeMeter clock) {
    this.config = config;
    this.people = remembering(person -> new Rate(config.messagesPerMinute(), clock));
    this.conversations =
        remembering(conversation -> new Rate(config.conversationMessagesPerMinute(), clock));
    this.pairs = remembering(pair -> new LoopGuard(config.loopMessages(), clock));
  }

  /**
   * Counts one message, and tells which limit it goes beyond.
   *
   * @param session the key of the conversation
   */
  public Optional<Exceeded> exceeded(Principal principal, String session, InboundMessage message) {
    return tooLarge(message)
        .or(() -> loop(new Pair(principal.id(), session)))
        .or(() -> tooMany(config.messagesPerMinute(), people, principal.id(), "messagesPerMinute"))
        .or(
            () ->
                tooMany(
                    config.conversationMessagesPerMinute(),
                    conversations,
                    session,
                    "conversationMessagesPerMinute"));
  }

  private Optional<Exceeded> tooLarge(InboundMessage message) {
    int length = message.text().codePointCount(0, message.text().length());
    if (config.textLength() > 0 && length > config.textLength()) {
      return Optional.of(
          new Exceeded(
              "textLength",
              "%d characters".formatted(length),
              Optional.of(
                  "Your message is too long: it has %d characters, and %d are possible."
                      .formatted(length, config.textLength())),
              true));
    }
    int attachments = message.attachments().size();
    if (config.attachments() > 0 && attachments > config.attachments()) {
      return Optional.of(
          new Exceeded(
              "attachments",
              Integer.toString(attachments),
              Optional.of(
                  "Your message has %d attachments, and %d are possible."
                      .formatted(attachments, config.attachments())),
              true));
    }
    int hints = characters(message.replyHints());
    return hints > REPLY_HINT_CHARACTERS
        ? Optional.of(
            new Exceeded(
                "replyHints",
                "%d characters; a fault of the channel".formatted(hints),
                Optional.empty(),
                true))
        : Optional.empty();
  }

  private static int characters(Map<String, String> hints) {
    return hints.entrySet().stream()
        .mapToInt(hint -> hint.getKey().length() + hint.getValue().length())
        .sum();
  }

  private Optional<Exceeded> loop(Pair pair) {
    return config.loopMessages() == 0
        ? Optional.empty()
        : exceeded(
            pairs.getUnchecked(pair).one(),
            "loopMessages",
            "%d in %d s".formatted(config.loopMessages(), LoopGuard.WINDOW.toSeconds()),
            "So many messages look like two bots that answer each other. I go on in %d s."
                .formatted(LoopGuard.PAUSE.toSeconds()));
  }

  private static Optional<Exceeded> tooMany(
      int perMinute, LoadingCache<String, Rate> rates, String key, String limit) {
    return perMinute == 0
        ? Optional.empty()
        : exceeded(
            rates.getUnchecked(key).one(),
            limit,
            Integer.toString(perMinute),
            "That were too many messages at once. Please send it again in a minute.");
  }

  private static Optional<Exceeded> exceeded(
      Rate.Outcome outcome, String limit, String detail, String notice) {
    return outcome == Rate.Outcome.WITHIN
        ? Optional.empty()
        : Optional.of(
            new Exceeded(limit, detail, Optional.of(notice), outcome == Rate.Outcome.BEYOND));
  }

  private static <K, V> LoadingCache<K, V> remembering(Function<K, V> made) {
    return CacheBuilder.newBuilder()
        .maximumSize(REMEMBERED)
        .expireAfterAccess(Duration.ofMinutes(5))
        .build(CacheLoader.from(made::apply));
  }
}
