package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.AgentException;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.agent.AgentChoice;
import io.nanobot.host.agent.Answering;
import io.nanobot.host.config.QueueConfig;
import io.nanobot.host.media.Attachments;
import io.nanobot.host.plugin.AgentFailure;
import io.nanobot.host.security.Printable;
import io.nanobot.host.security.Redactor;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.Said;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.StoredMessage;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Has every stored message answered: in order inside a conversation, side by side otherwise. */
public final class Dispatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  /** Conversations that may be in an agent's hands at once; an agent mostly waits for others. */
  private static final int CONVERSATIONS_AT_ONCE = 64;

  private static final int ATTEMPTS = 3;
  private static final String UNSUPPORTED =
      "Sorry, I can not read this kind of message yet. Please send it as text, a picture or a file.";
  private static final String APOLOGY = "Sorry, I encountered an error.";
  private static final String TOO_SLOW =
      "That took too long, and I have stopped working on it. Please ask again, or for less at once.";

  private final MessageStore store;
  private final AgentChoice agents;
  private final Conversations conversations;
  private final HostCommands commands;
  private final RunningTurns turns;
  private final Attachments attachments;
  private final LiveReplies live;
  private final TypingSignals signals;
  private final Backoff backoff;
  private final LaneConsumer consumer;

  @Inject
  public Dispatcher(
      MessageStore store,
      AgentChoice agents,
      Conversations conversations,
      HostCommands commands,
      RunningTurns turns,
      Attachments attachments,
      LiveReplies live,
      TypingSignals signals,
      QueueConfig queue,
      Redactor redactor,
      RandomGenerator random) {
    this.store = store;
    this.agents = agents;
    this.conversations = conversations;
    this.commands = commands;
    this.turns = turns;
    this.attachments = attachments;
    this.live = live;
    this.signals = signals;
    this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), random);
    this.consumer =
        new LaneConsumer(
            "dispatch",
            store,
            Queue.INBOX,
            CONVERSATIONS_AT_ONCE,
            LaneConsumer.LEASE,
            () -> true,
            redactor,
            new AgentTurns(this::answer, new Merging(store, queue), turns));
  }

  public void start() {
    consumer.start();
  }

  /**
   * Works on until nothing waits or time is out, and then takes nothing more. Where other gateways
   * go on with what waits, this one only ends what it has begun.
   */
  public void drain(Duration limit) throws InterruptedException {
    if (store.isShared()) {
      consumer.finish(limit);
    } else {
      consumer.drain(limit);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private Step answer(StoredMessage stored) throws InterruptedException {
    Payload.Question question = (Payload.Question) stored.payload();
    MDC.put("channel", question.channel());
    try {
      return answer(question, stored.attempts() + 1);
    } finally {
      MDC.remove("channel");
    }
  }

  private Step answer(Payload.Question question, int attempt) throws InterruptedException {
    StoredTurn turn = StoredTurn.of(question);
    log.info("Processing message from {}", from(turn));
    log.debug("Message {}: {}", turn.message().id(), Printable.text(turn.message().text()));
    TurnReply reply = new TurnReply(turn.channel(), turn.message(), live::begin);
    try {
      Optional<String> own = answerOfTheHost(turn);
      if (own.isEmpty()) {
        return answerOfAnAgent(turn, reply, attempt);
      }
      reply.send(own.get());
      return complete(turn, reply, Optional.empty());
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      return failed(turn, reply, attempt, e);
    } finally {
      reply.close();
    }
  }

  private Step answerOfAnAgent(StoredTurn turn, TurnReply reply, int attempt)
      throws InterruptedException {
    RunningTurns.Running running = turns.begin(turn.session());
    TypingSignals.Shown shown = signals.show(turn.channel(), turn.message());
    try {
      Step step = respond(turn, reply, running, attempt);
      if (!running.isStopped()) {
        return step;
      }
    } catch (InterruptedException e) {
      if (!running.isStopped()) {
        throw e;
      }
    } finally {
      running.end();
      shown.end();
    }
    log.info("Processing of a message from {} was stopped", from(turn));
    reply.withdraw();
    return Step.Done.nothing();
  }

  private Step respond(StoredTurn turn, TurnReply reply, RunningTurns.Running running, int attempt)
      throws InterruptedException {
    Optional<Said> said;
    try {
      Answering answering = agents.of(turn);
      StoredTurn complete =
          turn.with(answering.instructions())
              .with(attachments.fetch(turn.channel(), turn.message()));
      said = respond(answering.agent(), complete, reply);
    } catch (InterruptedException | StoreException e) {
      throw e;
    } catch (Exception e) {
      // an agent that was stopped may fail in whatever way
      return running.isStopped() ? Step.Done.nothing() : failed(turn, reply, attempt, e);
    }
    return complete(turn, reply, said);
  }

  /** Returns what later turns are told of it. */
  private Optional<Said> respond(Agent agent, StoredTurn turn, TurnReply reply) throws Exception {
    if (!agent.wantsHistory()) {
      agent.respond(turn, reply);
      return Optional.empty();
    }
    agent.respond(turn.with(conversations.history(turn.session())), reply);
    return Optional.of(conversations.said(turn, reply.text()));
  }

  private static Step complete(StoredTurn turn, TurnReply reply, Optional<Said> said)
      throws InterruptedException {
    List<NewMessage> answer = reply.complete();
    log.info("Response to {}: {} message(s)", from(turn), answer.size());
    return Step.Done.answered(answer, said, reply::withdraw);
  }

  private static String from(StoredTurn turn) {
    return turn.channel() + ":" + Printable.text(turn.message().sender().identity().value());
  }

  /** In a group nobody has to be told: there the agent was asked, and gets a placeholder. */
  private Optional<String> answerOfTheHost(StoredTurn turn) throws InterruptedException {
    InboundMessage message = turn.message();
    if (message.unsupported().isPresent()
        && message.conversation().kind() == Conversation.Kind.DIRECT) {
      log.info(
          "Message {} is of a kind that can not be read: {}",
          Printable.text(message.id()),
          Printable.text(message.unsupported().get()));
      return Optional.of(UNSUPPORTED);
    }
    return commands.answer(turn);
  }

  private Step failed(StoredTurn turn, TurnReply reply, int attempt, Exception failure)
      throws InterruptedException {
    String reason = String.join(" ", Printable.lines(String.valueOf(failure.getMessage())));
    log.debug("Turn {} failed", turn.message().id(), failure);
    if (failure instanceof AgentFailure slow && slow.timedOut()) {
      log.error("Agent took too long, giving up: {}", reason);
      return apology(reply, TOO_SLOW);
    }
    Optional<AgentException> classified =
        Optional.of(failure)
            .filter(AgentException.class::isInstance)
            .map(AgentException.class::cast);
    String apology =
        classified.map(AgentException::forUser).filter(text -> !text.isBlank()).orElse(APOLOGY);
    if (classified.filter(e -> e.kind() == AgentException.Kind.REJECTED).isPresent()) {
      log.error("Agent failed, giving up: {}", reason);
      return apology(reply, apology);
    }
    if (attempt < ATTEMPTS) {
      Duration pause = backoff.after(attempt);
      log.warn(
          "Agent failed (attempt {}/{}), retrying in {} ms: {}",
          attempt,
          ATTEMPTS,
          pause.toMillis(),
          reason);
      return new Step.Retry(pause, reason);
    }
    log.error("Agent failed {} times, giving up: {}", ATTEMPTS, reason);
    return apology(reply, apology);
  }

  private static Step apology(TurnReply reply, String text) throws InterruptedException {
    return Step.Done.answered(reply.replacedBy(text), Optional.empty(), reply::withdraw);
  }
}
