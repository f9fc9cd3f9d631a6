package io.nanobot.agent.openai;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the model, and again if that failed for a reason that passes. */
final class Asking {
  private static final Logger LOG = LoggerFactory.getLogger(Asking.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** Whoever has to wait longer is better told so. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Model model;
  private final ModelErrors errors;
  private final int retries;

  Asking(Model model, ModelErrors errors, int retries) {
    this.model = model;
    this.errors = errors;
    this.retries = retries;
  }

  ModelErrors errors() {
    return errors;
  }

  /** Never asks again once people have seen a word of the answer: they would see it twice. */
  Model.Said ask(List<ChatMessage> messages, List<ToolSpecification> tools, Answer answer)
      throws ModelFailure, InterruptedException {
    for (int attempt = 0; ; attempt++) {
      boolean[] heard = {false};
      try {
        return model.ask(
            messages,
            tools,
            words -> {
              heard[0] = true;
              answer.append(words);
            });
      } catch (ModelFailure failure) {
        if (heard[0]) {
          throw failure.lasting();
        }
        Duration pause = failure.retryAfter().orElse(backoff(attempt));
        if (failure.kind() != ModelFailure.Kind.PASSING
            || attempt >= retries
            || pause.compareTo(LONGEST_PAUSE) > 0) {
          throw failure;
        }
        LOG.info("{}; asking again in {} ms", failure.getMessage(), pause.toMillis());
        Thread.sleep(pause.toMillis());
      }
    }
  }

  /** Doubles, and is spread so that many turns do not ask again at the same moment. */
  static Duration backoff(int attempt) {
    long most = Math.min(FIRST_PAUSE.toMillis() << attempt, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }
}
