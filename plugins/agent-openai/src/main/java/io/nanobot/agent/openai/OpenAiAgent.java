package io.nanobot.agent.openai;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.AgentException;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.Turn;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with a model. Asking again is done here, where it is known whether that helps, so a model
 * that fails in the end is told at once. What was shown by then stays, unless its content was
 * refused.
 */
final class OpenAiAgent implements Agent {
  private static final Logger LOG = LoggerFactory.getLogger(OpenAiAgent.class);

  private final OpenAiConfig config;
  private final String name;
  private final OpenTurns turns = new OpenTurns();
  private final Fence.Maker fences = new Fence.Maker();
  private final Model model;
  private final Asking asking;
  private final Enclosures enclosures;
  private final ToolBox tools;

  OpenAiAgent(OpenAiConfig config, String name) {
    this.config = config;
    this.name = name;
    this.model = new Model(config, new AgentThreads(name + "-http"));
    this.asking = new Asking(model, new ModelErrors(config), config.retries());
    this.enclosures = new Enclosures(config.images());
    this.tools = ToolBox.start(config, name);
  }

  @Override
  public boolean wantsHistory() {
    return true;
  }

  @Override
  public Optional<String> model() {
    return Optional.of(config.model());
  }

  @Override
  public void respond(Turn turn, Reply reply) throws AgentException, InterruptedException {
    turns.enter();
    try {
      answer(turn, reply);
    } finally {
      turns.leave();
    }
  }

  private void answer(Turn turn, Reply reply) throws AgentException, InterruptedException {
    List<Enclosure> enclosed = enclosures.read(turn.message().attachments());
    Prompt prompt = Prompt.of(config.systemPrompt(), fences.of(turn.session()), turn, enclosed);
    Answer answer = new Answer(reply);
    try {
      new Dialogue(asking, tools.tools(), config.maxToolRounds(), prompt, answer).run();
    } catch (ModelFailure failure) {
      if (!answer.hasBegun() || failure.kind() == ModelFailure.Kind.CONTENT) {
        throw new AgentException(
            AgentException.Kind.REJECTED,
            "Agent %s has no answer. %s".formatted(name, failure.getMessage()),
            failure.forPeople());
      }
      LOG.warn("Agent {} has no whole answer. {}", name, failure.getMessage());
      answer.endParagraph();
      answer.append("(The answer breaks off here. " + failure.forPeople() + ")");
    }
    answer.complete();
  }

  @Override
  public void close() {
    turns.close();
    tools.close();
    model.close();
  }
}
