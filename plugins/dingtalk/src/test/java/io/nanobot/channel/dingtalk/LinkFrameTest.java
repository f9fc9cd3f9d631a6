package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nanobot.api.channel.Acceptance;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LinkFrameTest {
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger sdk = (Logger) LoggerFactory.getLogger("com.dingtalk");

  @BeforeEach
  void listen() {
    log.start();
    sdk.addAppender(log);
  }

  @AfterEach
  void hush() {
    sdk.detachAppender(log);
  }

  @Test
  void anAcknowledgementThatFindsNoLinkIsNoError() throws Exception {
    DingTalkSimulator dingTalk = Simulation.fresh();
    CompletableFuture<Acceptance> durable = new CompletableFuture<>();
    try (Robot robot = new Robot(Simulation.config())) {
      robot.host.answering(message -> durable);
      robot.channel.connect();
      Simulation.say("hello");
      robot.heard();
      dingTalk.dropLinks();
      await().until(() -> !robot.host.disconnections().isEmpty());

      durable.complete(Acceptance.ACCEPTED);
      robot.channel.connect(); // on the same thread, thus after the acknowledgement

      assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.ERROR));
    }
  }
}
