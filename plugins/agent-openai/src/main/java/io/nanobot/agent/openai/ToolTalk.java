package io.nanobot.agent.openai;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What the model has asked its tools since the question, and what they have said. */
final class ToolTalk {
  private static final String LEFT_OUT = "(left out: too long)";

  private final List<ChatMessage> messages = new ArrayList<>();

  void asks(AiMessage message) {
    messages.add(message);
  }

  void says(ToolExecutionRequest request, String result) {
    messages.add(ToolExecutionResultMessage.from(request, result));
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  List<ChatMessage> messages() {
    return messages;
  }

  /** How much the tools have said, in characters. */
  long length() {
    return IntStream.range(0, messages.size()).mapToLong(this::lengthOf).sum();
  }

  /** Leaves out the longest results until half of their text is gone; false if there are none. */
  boolean shorten() {
    List<Integer> longest =
        IntStream.range(0, messages.size())
            .filter(i -> lengthOf(i) > LEFT_OUT.length())
            .boxed()
            .sorted(Comparator.<Integer>comparingLong(this::lengthOf).reversed())
            .toList();
    long enough = longest.stream().mapToLong(this::lengthOf).sum() / 2;
    long gone = 0;
    for (int i : longest) {
      if (gone < enough) {
        gone += lengthOf(i);
        ToolExecutionResultMessage result = (ToolExecutionResultMessage) messages.get(i);
        messages.set(i, ToolExecutionResultMessage.from(result.id(), result.toolName(), LEFT_OUT));
      }
    }
    return !longest.isEmpty();
  }

  private long lengthOf(int index) {
    return messages.get(index) instanceof ToolExecutionResultMessage result
        ? result.text().length()
        : 0;
  }
}
