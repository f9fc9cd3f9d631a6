package io.nanobot.agent.openai;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One turn: asks the model, gives it what its tools say, and asks again until it answers. */
final class Dialogue {
  private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);

  private static final String CUT = "(The answer is longer than it may be, and was cut off here.)";

  private final Asking asking;
  private final Tools tools;
  private final int mostRounds;
  private final Answer answer;
  private final ToolTalk talk = new ToolTalk();
  private Prompt prompt;
  private List<ToolSpecification> offered;

  Dialogue(Asking asking, Tools tools, int mostRounds, Prompt prompt, Answer answer) {
    this.asking = asking;
    this.tools = tools;
    this.mostRounds = mostRounds;
    this.prompt = prompt;
    this.answer = answer;
    this.offered = tools.specifications();
  }

  void run() throws ModelFailure, InterruptedException {
    for (int round = 0; ; round++) {
      if (round == mostRounds) {
        offered = List.of(); // makes it answer with what it knows by now
      }
      Model.Said said = ask();
      answer.endParagraph();
      if (!said.message().hasToolExecutionRequests()) {
        if (said.cut()) {
          answer.append(CUT);
        }
        return;
      }
      if (round >= mostRounds) {
        throw asking.errors().tooManyRounds(mostRounds);
      }
      talk.asks(repeatable(said.message()));
      for (ToolExecutionRequest request : said.message().toolExecutionRequests()) {
        talk.says(request, prompt.fromOutside(tools.call(request)));
      }
    }
  }

  /** Without arguments that are junk: some servers fail when they are sent back. */
  private static AiMessage repeatable(AiMessage message) {
    List<ToolExecutionRequest> requests =
        message.toolExecutionRequests().stream()
            .map(
                it ->
                    Json.object(it.arguments()).isPresent()
                        ? it
                        : it.toBuilder().arguments("{}").build())
            .toList();
    return message.toBuilder().toolExecutionRequests(requests).build();
  }

  private Model.Said ask() throws ModelFailure, InterruptedException {
    while (true) {
      try {
        List<ChatMessage> messages = new ArrayList<>(prompt.messages());
        messages.addAll(talk.messages());
        return asking.ask(messages, offered, answer);
      } catch (ModelFailure failure) {
        if (!adapts(failure)) {
          throw failure.kind() == ModelFailure.Kind.TOO_LONG && !talk.isEmpty()
              ? asking.errors().toolsTooLong(failure)
              : failure;
        }
      }
    }
  }

  /** Whether there is less that can be asked. */
  private boolean adapts(ModelFailure failure) {
    boolean less =
        switch (failure.kind()) {
          case TOO_LONG -> becomes(prompt.shortened()) || talk.shorten();
          case NO_PICTURES -> becomes(prompt.withoutPictures());
          case NO_TOOLS -> offersNothing();
          default -> false;
        };
    if (less) {
      LOG.warn(
          "{}; asking again with {} earlier exchanges, {} tools and {} characters of what they said",
          failure.getMessage(),
          prompt.remembered(),
          offered.size(),
          talk.length());
    }
    return less;
  }

  private boolean becomes(Optional<Prompt> less) {
    less.ifPresent(it -> prompt = it);
    return less.isPresent();
  }

  private boolean offersNothing() {
    boolean less = !offered.isEmpty();
    offered = List.of();
    return less;
  }
}
