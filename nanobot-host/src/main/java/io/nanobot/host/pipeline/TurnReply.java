package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.ReplyStream;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.store.NewMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Collects an agent's answer, so that it is stored in one step with the end of the turn. What grows
 * is shown meanwhile, unless something before it in the same answer is not.
 */
final class TurnReply implements Reply {
  private final String channel;
  private final InboundMessage question;
  private final BiFunction<Draft, GrowingText, LiveReply> show;
  private final List<Piece> pieces = new ArrayList<>(); // guarded by this
  private final Set<Identity> mentions = new LinkedHashSet<>(); // guarded by this
  private boolean closed; // guarded by this

  /**
   * An empty answer.
   *
   * @param show begins to show a message that grows
   */
  TurnReply(
      String channel, InboundMessage question, BiFunction<Draft, GrowingText, LiveReply> show) {
    this.channel = channel;
    this.question = question;
    this.show = show;
  }

  @Override
  public void send(String markdown) {
    if (!markdown.isBlank()) {
      add(List.of()).append(markdown);
    }
  }

  @Override
  public void attach(Attachment attachment) {
    add(List.of(attachment));
  }

  @Override
  public synchronized void mention(Identity identity) {
    requireOpen();
    mentions.add(identity);
  }

  @Override
  public synchronized ReplyStream stream() {
    requireOpen();
    boolean next = pieces.stream().allMatch(Piece::isShown);
    Draft draft = draft(pieces.size() + 1);
    boolean first = pieces.stream().allMatch(Piece::isEmpty);
    GrowingText text = new GrowingText();
    Optional<LiveReply> live =
        next ? Optional.of(show.apply(first ? mentioning(draft) : draft, text)) : Optional.empty();
    pieces.add(new Piece(draft, text, List.of(), live));
    return new PieceStream(text, live);
  }

  /** All that was said so far. */
  synchronized String text() {
    return pieces.stream()
        .map(Piece::text)
        .filter(text -> !text.isBlank())
        .map(GrowingText::toString)
        .collect(Collectors.joining("\n\n"));
  }

  /** Ends the reply, and returns what was given to it. */
  List<NewMessage> complete() throws InterruptedException {
    List<NewMessage> messages = new ArrayList<>();
    for (Piece piece : close()) {
      Map<String, String> hints = piece.end();
      if (!piece.isEmpty()) {
        Draft draft = messages.isEmpty() ? mentioning(piece.draft()) : piece.draft();
        messages.add(draft.complete(piece.text().toString(), piece.attachments(), hints));
      }
    }
    return messages;
  }

  /** Ends the reply with other words than those that were given to it, in place of all of them. */
  List<NewMessage> replacedBy(String markdown) throws InterruptedException {
    List<Piece> all = close();
    Map<String, String> hints = all.isEmpty() ? Map.of() : all.get(0).end();
    for (Piece piece : all.subList(Math.min(1, all.size()), all.size())) {
      piece.withdraw();
    }
    return List.of(draft(1).complete(markdown, List.of(), hints));
  }

  /** Ends the reply, and takes back what is shown of it. */
  void withdraw() throws InterruptedException {
    for (Piece piece : close()) {
      piece.withdraw();
    }
  }

  /** Ends the reply; nothing more is shown. Returns what was given to it. */
  synchronized List<Piece> close() {
    closed = true;
    pieces.forEach(piece -> piece.live().ifPresent(LiveReply::stop));
    return List.copyOf(pieces);
  }

  private synchronized GrowingText add(List<Attachment> attachments) {
    requireOpen();
    GrowingText text = new GrowingText();
    pieces.add(new Piece(draft(pieces.size() + 1), text, attachments, Optional.empty()));
    return text;
  }

  /** Derived, not random: what is written again has the same ID. */
  private Draft draft(int number) {
    return new Draft(channel, question, question.id() + "/" + number);
  }

  private synchronized Draft mentioning(Draft draft) {
    return draft.mentioning(List.copyOf(mentions));
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the turn has ended");
    }
  }

  /** One message of an answer; shown if it grows. */
  record Piece(
      Draft draft, GrowingText text, List<Attachment> attachments, Optional<LiveReply> live) {
    boolean isEmpty() {
      return text.isBlank() && attachments.isEmpty();
    }

    boolean isShown() {
      return isEmpty() || live.filter(LiveReply::isShown).isPresent();
    }

    Map<String, String> end() throws InterruptedException {
      return live.isPresent() ? live.get().end() : Map.of();
    }

    void withdraw() throws InterruptedException {
      if (live.isPresent()) {
        live.get().withdraw();
      }
    }
  }

  private final class PieceStream implements ReplyStream {
    private final GrowingText text;
    private final Optional<LiveReply> live;
    private boolean complete;

    private PieceStream(GrowingText text, Optional<LiveReply> live) {
      this.text = text;
      this.live = live;
    }

    @Override
    public void append(String delta) {
      if (complete) {
        throw new IllegalStateException("the stream is closed");
      }
      requireOpen();
      text.append(delta);
      live.ifPresent(LiveReply::grown);
    }

    @Override
    public void close() {
      complete = true;
    }
  }
}
