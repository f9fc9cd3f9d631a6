package io.nanobot.channel.dingtalk;

import static io.nanobot.channel.dingtalk.Simulation.PATIENCE;

import io.nanobot.api.message.Conversation;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.Reply;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.SharedFile;
import io.nanobot.dingtalk.simulator.Utterance;
import io.nanobot.testkit.TestPlatform;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The DingTalk simulator in the terms of the contract. */
final class SimulatedPlatform implements TestPlatform {
  private final DingTalkSimulator simulator = Simulation.fresh();
  private final List<SentMessage> said = new ArrayList<>();

  @Override
  public void say(String text) {
    said.add(Simulation.say(text));
  }

  @Override
  public void sayWithFile(String name, byte[] content) {
    said.add(
        Simulation.say(
            Utterance.by(simulator.person(Simulation.STAFF_ID), "")
                .attaching(SharedFile.file(name, content))));
  }

  @Override
  public Optional<URI> files() {
    return Optional.of(simulator.plainApiBase());
  }

  @Override
  public void redeliver() {
    simulator.pushAgain(said.get(said.size() - 1));
  }

  @Override
  public int acknowledgements() {
    return said.stream()
        .mapToInt(it -> (int) it.acks().stream().filter(ack -> ack.code() == 200).count())
        .sum();
  }

  @Override
  public List<String> received() {
    return simulator.replies().stream().map(Reply::text).toList();
  }

  @Override
  public Optional<Conversation> proactiveTarget() {
    return Optional.of(Conversation.direct(Simulation.STAFF_ID));
  }

  @Override
  public void breakLink() {
    simulator.awaitConnections(1, PATIENCE);
    simulator.dropLinks();
  }

  @Override
  public void hang() {
    simulator.faults().openHangs();
  }

  @Override
  public int connections() {
    // one that was told to go brings no more messages
    return (int) simulator.connections().stream().filter(it -> !it.leaving()).count();
  }

  @Override
  public boolean owns(Thread thread) {
    return thread.getName().startsWith("dingtalk-simulator-");
  }

  @Override
  public void close() {
    simulator.reset();
  }
}
