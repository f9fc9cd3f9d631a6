package io.nanobot.agent.openai;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import io.nanobot.agent.openai.Enclosure.Picture;
import io.nanobot.agent.openai.Enclosure.Text;
import io.nanobot.agent.openai.Enclosure.Unseen;
import io.nanobot.api.agent.Exchange;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.InboundMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A turn in the terms of the model. Immutable. */
final class Prompt {
  private static final String NO_TEXT = "(a message without text)";
  private static final String NO_ANSWER = "(no answer)";

  private final String systemPrompt;
  private final Fence fence;
  private final Turn turn;
  private final List<Exchange> history;
  private final List<Enclosure> enclosures;

  private Prompt(
      String systemPrompt,
      Fence fence,
      Turn turn,
      List<Exchange> history,
      List<Enclosure> enclosures) {
    this.systemPrompt = systemPrompt;
    this.fence = fence;
    this.turn = turn;
    this.history = history;
    this.enclosures = enclosures;
  }

  static Prompt of(String systemPrompt, Fence fence, Turn turn, List<Enclosure> enclosures) {
    return new Prompt(systemPrompt, fence, turn, turn.history(), enclosures);
  }

  /** Without the older half of what was said before; empty if nothing was. */
  Optional<Prompt> shortened() {
    int kept = history.size() / 2;
    return history.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Prompt(
                systemPrompt,
                fence,
                turn,
                history.subList(history.size() - kept, history.size()),
                enclosures));
  }

  /** Without pictures; empty if there are none. */
  Optional<Prompt> withoutPictures() {
    if (enclosures.stream().noneMatch(Picture.class::isInstance)) {
      return Optional.empty();
    }
    List<Enclosure> rest =
        enclosures.stream()
            .map(
                it ->
                    it instanceof Picture
                        ? new Unseen(it.name(), "it is a picture, which the model can not see")
                        : it)
            .toList();
    return Optional.of(new Prompt(systemPrompt, fence, turn, history, rest));
  }

  /** How many exchanges of before it tells of. */
  int remembered() {
    return history.size();
  }

  /** What a tool said, which can not pass for a line of the fence either. */
  String fromOutside(String text) {
    return fence.clean(text);
  }

  List<ChatMessage> messages() {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(SystemMessage.from(instructions()));
    for (Exchange exchange : history) {
      messages.add(UserMessage.from(said(exchange.speaker(), exchange.question())));
      messages.add(AiMessage.from(exchange.answer().isBlank() ? NO_ANSWER : exchange.answer()));
    }
    messages.add(UserMessage.from(asked()));
    return messages;
  }

  /** What is longest the same comes first: providers charge less for a beginning they have seen. */
  private String instructions() {
    return Stream.of(
            Optional.of(systemPrompt), turn.instructions(), Optional.of(fence.rules(inGroup())))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("\n\n"));
  }

  private List<Content> asked() {
    InboundMessage message = turn.message();
    StringBuilder text = new StringBuilder();
    message
        .quote()
        .filter(it -> !it.text().isBlank())
        .ifPresent(it -> text.append(fence.around("a quoted message", it.text())).append("\n\n"));
    for (Enclosure enclosure : enclosures) {
      text.append(enclosed(enclosure)).append("\n\n");
    }
    text.append(said(turn.principal().displayName(), message.text()));
    List<Content> contents = new ArrayList<>();
    contents.add(TextContent.from(text.toString()));
    for (Enclosure enclosure : enclosures) {
      if (enclosure instanceof Picture picture) {
        contents.add(ImageContent.from(picture.base64(), picture.mediaType()));
      }
    }
    return contents;
  }

  private String enclosed(Enclosure enclosure) {
    String name = fence.quoted(enclosure.name());
    if (enclosure instanceof Text file) {
      String what = (file.complete() ? "the file " : "the beginning of the file ") + name;
      return fence.around(what, file.text());
    }
    if (enclosure instanceof Unseen file) {
      return fence.line("the file " + name + " came with it; " + file.why());
    }
    return fence.line("the picture " + name + " comes with it");
  }

  private String said(String speaker, String text) {
    String words = text.isBlank() ? NO_TEXT : text;
    return inGroup() ? fence.from(speaker, words) : fence.clean(words);
  }

  private boolean inGroup() {
    return turn.message().conversation().kind() == Conversation.Kind.GROUP;
  }
}
