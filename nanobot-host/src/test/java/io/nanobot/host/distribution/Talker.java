package io.nanobot.host.distribution;

import io.nanobot.dingtalk.simulator.Conversation;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.Person;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes 1, 2, 3 … in one conversation: each number after the one before was acknowledged, so that
 * the numbers are in the order in which the gateways accepted them.
 */
final class Talker {
  /**
   * After so long without an acknowledgement a message is pushed again. The platform waits longer;
   * this way more messages meet the gateways twice, and two of them at the same time.
   */
  private static final Duration SILENCE = Duration.ofMillis(500);

  private static final int LONGEST_PAUSE_MILLIS = 300;

  private final DingTalkSimulator simulator;
  private final Conversation where;
  private final List<Person> people;
  private final Random random;
  private final List<SentMessage> sent = new ArrayList<>();

  Talker(DingTalkSimulator simulator, Conversation where, List<Person> people, Random random) {
    this.simulator = simulator;
    this.where = where;
    this.people = people;
    this.random = random;
  }

  /** Returns when it was told to stop and the last message is acknowledged, or when interrupted. */
  void talk(CountDownLatch stop) {
    try {
      while (!stop.await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
        SentMessage message = simulator.say(utterance(sent.size() + 1));
        sent.add(message);
        insist(message);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void insist(SentMessage message) throws InterruptedException {
    while (!simulator.awaitAck(message, SILENCE)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      simulator.pushAgain(message);
    }
  }

  private Utterance utterance(int number) {
    Person person = people.get(random.nextInt(people.size()));
    if (!where.isGroup()) {
      return Utterance.by(person, Integer.toString(number));
    }
    String addressed = "@%s %d".formatted(simulator.app().robotName(), number);
    return Utterance.by(person, addressed).inGroup(where);
  }

  /** What became of it, once nobody talks any more. */
  Transcript transcript() {
    List<Integer> acknowledged = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      if (sent.get(i).acknowledged()) {
        acknowledged.add(i + 1);
      }
    }
    long repeated = sent.stream().filter(message -> message.pushes().size() > 1).count();
    List<String> replies =
        simulator.replies(where).stream().map(reply -> reply.text().strip()).toList();
    return new Transcript(where.id(), sent.size(), (int) repeated, acknowledged, replies);
  }
}
