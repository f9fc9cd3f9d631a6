package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.testkit.FakeChannelContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A channel and its host. */
final class Robot implements AutoCloseable {
  final FakeChannelContext host;
  final DingTalkChannel channel;

  Robot(DingTalkConfig config) {
    this(config, Clock.systemUTC());
  }

  Robot(DingTalkConfig config, Clock clock) {
    this(config, clock, emptyFolder());
  }

  /** One that finds what an earlier one has left in its folder. */
  Robot(DingTalkConfig config, Clock clock, Path folder) {
    host = new FakeChannelContext("dingtalk", folder);
    channel = new DingTalkChannel(config, host, clock);
  }

  static Robot connected() throws ChannelException, InterruptedException {
    return connected(Simulation.config());
  }

  static Robot connected(DingTalkConfig config) throws ChannelException, InterruptedException {
    Robot robot = new Robot(config);
    robot.channel.connect();
    return robot;
  }

  private static Path emptyFolder() {
    try {
      return Files.createTempDirectory(Path.of("target"), "robot-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InboundMessage heard() {
    return heard(1).get(0);
  }

  List<InboundMessage> heard(int count) {
    await().atMost(Simulation.PATIENCE).until(() -> host.messages().size() >= count);
    return host.messages();
  }

  Receipt answer(InboundMessage question, String text)
      throws ChannelException, InterruptedException {
    return channel.send(answerTo(question, text, List.of()));
  }

  Receipt answer(InboundMessage question, String text, List<Identity> mentions)
      throws ChannelException, InterruptedException {
    return channel.send(answerTo(question, text, mentions));
  }

  Receipt write(Conversation conversation, String text)
      throws ChannelException, InterruptedException {
    return channel.send(
        new OutboundMessage(
            "m1", conversation, text, List.of(), List.of(), Optional.empty(), Map.of()));
  }

  private static OutboundMessage answerTo(
      InboundMessage question, String text, List<Identity> mentions) {
    return new OutboundMessage(
        "re-" + question.id(),
        question.conversation(),
        text,
        List.of(),
        mentions,
        Optional.of(question.id()),
        question.replyHints());
  }

  /** What a call that must fail fails with. */
  static ChannelException refusal(Call call) {
    ChannelException refusal = catchThrowableOfType(ChannelException.class, call::run);
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }

  interface Call {
    void run() throws ChannelException, InterruptedException;
  }

  @Override
  public void close() {
    channel.close();
    host.close();
  }
}
