package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Exchange;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.config.HistoryConfig;
import io.nanobot.host.store.Histories;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.Outcome;
import io.nanobot.host.store.Said;
import io.nanobot.host.store.StoreException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** What agents are told of the conversation so far, in the bounds of the configuration. */
public final class Conversations {
  private static final int ASCII_CHARACTERS_OF_A_TOKEN = 4;

  /**
   * What an agent is told of the conversation so far.
   *
   * @param messages how many questions and answers
   * @param tokens how long they are, estimated
   * @param mostTokens how long they may be
   */
  record Extent(int messages, long tokens, int mostTokens) {}

  private final Histories histories;
  private final HistoryConfig config;

  @Inject
  public Conversations(Histories histories, HistoryConfig config) {
    this.histories = histories;
    this.config = config;
  }

  /**
   * The latest that was said in a session, the oldest of it first.
   *
   * @throws StoreException if the store does not work
   */
  List<Exchange> history(String session) throws InterruptedException {
    return Outcome.of(told(session));
  }

  /** How much it is that an agent is told of a session. */
  CompletableFuture<Extent> extent(String session) {
    return told(session)
        .thenApply(
            exchanges ->
                new Extent(
                    2 * exchanges.size(),
                    exchanges.stream().mapToLong(Conversations::tokens).sum(),
                    config.tokens()));
  }

  private CompletableFuture<List<Exchange>> told(String session) {
    return config.exchanges() == 0
        ? CompletableFuture.completedFuture(List.of())
        : histories.of(Lane.ofSession(session), config.exchanges()).thenApply(this::affordable);
  }

  /**
   * Begins a session anew.
   *
   * @throws StoreException if the store does not work
   */
  void forget(String session) throws InterruptedException {
    Outcome.of(histories.forget(Lane.ofSession(session)));
  }

  /** What later turns are told of one that was answered. */
  Said said(Turn turn, String answer) {
    return new Said(turn.principal().displayName(), question(turn.message()), answer);
  }

  private static String question(InboundMessage message) {
    StringBuilder question = new StringBuilder(message.text());
    for (Attachment attachment : message.attachments()) {
      question.append(question.isEmpty() ? "" : "\n").append(named(attachment));
    }
    return question.toString();
  }

  private static String named(Attachment attachment) {
    String kind = attachment.kind().name().toLowerCase(Locale.ROOT);
    return attachment.name().isBlank()
        ? "[%s]".formatted(kind)
        : "[%s: %s]".formatted(kind, attachment.name());
  }

  private List<Exchange> affordable(List<Exchange> exchanges) {
    int first = exchanges.size();
    long left = config.tokens();
    while (first > 0) {
      left -= tokens(exchanges.get(first - 1));
      if (left < 0) {
        break;
      }
      first--;
    }
    return exchanges.subList(first, exchanges.size());
  }

  private static long tokens(Exchange exchange) {
    return tokens(exchange.question()) + tokens(exchange.answer());
  }

  /**
   * Models count differently; most have about four letters, or one Chinese character, in a token.
   */
  private static long tokens(String text) {
    long ascii = text.chars().filter(character -> character < 128).count();
    return ascii / ASCII_CHARACTERS_OF_A_TOKEN + (text.length() - ascii) + 1;
  }
}
