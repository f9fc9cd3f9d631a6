package io.nanobot.channel.dingtalk;

import static io.nanobot.channel.dingtalk.Robot.refusal;
import static io.nanobot.channel.dingtalk.Simulation.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.Fault;
import io.nanobot.dingtalk.simulator.SentMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DingTalkStreamTest {
  private static final String OPEN = "/v1.0/gateway/connections/open";

  private DingTalkSimulator dingTalk;

  @BeforeEach
  void start() {
    dingTalk = Simulation.fresh();
  }

  // rotation

  @Test
  void hasNewLinkBeforeTheOldOneGoes() throws Exception {
    try (Robot robot = Robot.connected()) {
      Simulation.say("before");
      robot.heard();
      String old = dingTalk.connections().get(0).id();
      AtomicInteger fewest = new AtomicInteger(Integer.MAX_VALUE);
      CompletableFuture<Void> rotated = new CompletableFuture<>();
      Thread watching =
          new Thread(
              () -> {
                while (!rotated.isDone()) {
                  fewest.accumulateAndGet(dingTalk.connections().size(), Math::min);
                  LockSupport.parkNanos(1_000_000);
                }
              });
      watching.start();
      dingTalk.disconnect();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  dingTalk.connections().size() == 1
                      && !dingTalk.connections().get(0).id().equals(old));
      rotated.complete(null);
      watching.join();
      assertThat(fewest).hasValue(1);
      assertThat(robot.host.disconnections()).isEmpty();
    }
  }

  @Test
  void losesNoMessageDuringRotation() throws Exception {
    try (Robot robot = Robot.connected()) {
      List<SentMessage> said = new ArrayList<>();
      said.add(Simulation.say("0"));
      robot.heard();
      dingTalk.disconnect();
      assertThat(dingTalk.awaitConnections(1, PATIENCE)).isTrue();
      for (int i = 1; i < 20; i++) {
        said.add(dingTalk.say(Simulation.NAME, Integer.toString(i)));
      }
      assertThat(said).allMatch(it -> dingTalk.awaitAck(it, PATIENCE));
      assertThat(robot.host.messages()).hasSize(20);
      assertThat(robot.host.disconnections()).isEmpty();
    }
  }

  @Test
  void acknowledgesOnTheOldLinkWhatCameThroughIt() throws Exception {
    try (Robot robot = Robot.connected()) {
      CompletableFuture<Acceptance> stored = new CompletableFuture<>();
      robot.host.answering(message -> stored);
      SentMessage message = Simulation.say("slow to store");
      robot.heard();
      dingTalk.disconnect();
      assertThat(dingTalk.awaitConnections(1, PATIENCE)).isTrue();
      stored.complete(Acceptance.ACCEPTED);
      assertThat(dingTalk.awaitAck(message, PATIENCE)).isTrue();
    }
  }

  @Test
  void reportsOnceWhenNoReplacementIsToBeHad() throws Exception {
    try (Robot robot = Robot.connected()) {
      Simulation.say("hello");
      robot.heard();
      dingTalk.faults().openBusy();
      dingTalk.disconnect();
      await().atMost(PATIENCE).until(() -> dingTalk.connections().isEmpty());
      await().atMost(PATIENCE).until(() -> !robot.host.disconnections().isEmpty());
      assertThat(robot.host.disconnections())
          .singleElement()
          .extracting(ChannelException::kind)
          .isEqualTo(Kind.UNAVAILABLE);
      dingTalk.faults().clear();
      robot.channel.connect();
      Simulation.say("again");
      robot.heard(2);
    }
  }

  @Test
  void closingDuringRotationIsNoDisconnection() throws Exception {
    try (Robot robot = Robot.connected()) {
      Simulation.say("hello");
      robot.heard();
      dingTalk.faults().openHangs();
      dingTalk.disconnect();
      assertThat(dingTalk.awaitRequests(OPEN, 2, PATIENCE)).isTrue();
      robot.channel.close();
      assertThat(robot.host.disconnections()).isEmpty();
    }
  }

  @Test
  void takesWhatIsPushedUntilItsGoodbyeIsAnswered() throws Exception {
    try (Robot robot = Robot.connected()) {
      assertThat(dingTalk.awaitConnections(1, PATIENCE)).isTrue();
      dingTalk.faults().slowGoodbyes(Duration.ofSeconds(1)).times(1);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(robot.channel::close);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(2))
          .until(() -> !dingTalk.faults().isOn(Fault.GOODBYE_SLOW));
      SentMessage last = dingTalk.say(Simulation.NAME, "in the last moment");
      closing.get(10, TimeUnit.SECONDS);
      assertThat(last.delivered()).as("pushed to the link that goes").isTrue();
      assertThat(robot.host.messages()).extracting("text").containsExactly("in the last moment");
      assertThat(dingTalk.awaitConnections(0, PATIENCE)).isTrue();
    }
  }

  @Test
  void waitsForNoAnswerToItsGoodbyeThatDoesNotCome() throws Exception {
    try (Robot robot = Robot.connected()) {
      assertThat(dingTalk.awaitConnections(1, PATIENCE)).isTrue();
      dingTalk.faults().blackHole();
      CompletableFuture.runAsync(robot.channel::close).get(6, TimeUnit.SECONDS);
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(it -> it.getName().startsWith("dingtalk-stream-"));
    } finally {
      dingTalk.faults().clear();
    }
  }

  @Test
  void closingReturnsToNobodyBeforeItIsDone() throws Exception {
    try (Robot robot = Robot.connected()) {
      Supplier<Boolean> closing =
          () -> {
            robot.channel.close();
            return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(it -> it.getName().startsWith("dingtalk-stream-"));
          };
      var one = CompletableFuture.supplyAsync(closing);
      var other = CompletableFuture.supplyAsync(closing);
      assertThat(one.get(15, TimeUnit.SECONDS)).isTrue();
      assertThat(other.get(15, TimeUnit.SECONDS)).isTrue();
    }
  }

  // links that die

  @Test
  void findsSilentLinkByPings() throws Exception {
    try (Robot robot = Robot.connected(Simulation.pinging(Duration.ofMillis(300)))) {
      dingTalk.awaitConnections(1, PATIENCE);
      dingTalk.faults().missPongs();
      await().atMost(PATIENCE).until(() -> !robot.host.disconnections().isEmpty());
      assertThat(robot.host.disconnections())
          .singleElement()
          .satisfies(it -> assertThat(it.kind()).isEqualTo(Kind.UNAVAILABLE))
          .satisfies(it -> assertThat(it).hasMessageContaining("2 pings"));
      assertThat(dingTalk.awaitConnections(0, PATIENCE)).isTrue();
    }
  }

  @Test
  void keepsQuietLinkThatAnswersPings() throws Exception {
    try (Robot robot = Robot.connected(Simulation.pinging(Duration.ofSeconds(1)))) {
      await().atMost(PATIENCE).until(() -> robot.host.heard() >= 4);
      assertThat(robot.host.disconnections()).isEmpty();
    }
  }

  @Test
  void connectsAfterRefusedHandshake() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      dingTalk.faults().refuseHandshake().times(1);
      assertThat(refusal(robot.channel::connect))
          .hasMessageContaining("refuses the stream")
          .extracting(ChannelException::kind)
          .isEqualTo(Kind.UNAVAILABLE);
      robot.channel.connect();
      Simulation.say("hello");
      robot.heard();
    }
  }

  @Test
  void leavesNoOrphanWhenTheHandshakeIsSlow() throws Exception {
    try (Robot robot = new Robot(Simulation.at(dingTalk.apiBase()))) {
      dingTalk.faults().slowHandshake(Duration.ofSeconds(8)).times(1);
      assertThat(refusal(robot.channel::connect))
          .hasMessageContaining("in time")
          .extracting(ChannelException::kind)
          .isEqualTo(Kind.UNAVAILABLE);
      robot.channel.connect();
      // past the moment at which the slow handshake would have been answered
      await()
          .during(Duration.ofSeconds(4))
          .atMost(PATIENCE)
          .until(() -> dingTalk.connections().size() == 1);
      Simulation.say("hello");
      robot.heard();
      assertThat(robot.host.disconnections()).isEmpty();
    }
  }

  @Test
  void survivesFramesBeyondTheLimitOfTheStockTransport() throws Exception {
    try (Robot robot = Robot.connected()) {
      dingTalk.faults().oversizeFrames();
      SentMessage long1 = Simulation.say("long");
      assertThat(dingTalk.awaitAck(long1, PATIENCE)).isTrue();
      assertThat(robot.host.disconnections()).isEmpty();
    }
  }

  @Test
  void tellsThatAMessageIsTooLargeToBeRead() throws Exception {
    try (Robot robot = Robot.connected()) {
      Simulation.say("x".repeat(1_100_000));
      await().atMost(PATIENCE).until(() -> !robot.host.disconnections().isEmpty());
      assertThat(robot.host.disconnections().get(0))
          .hasMessageContaining("a message was larger than 1024 KiB");
    }
  }

  @Test
  void asksAtOnceWhetherALinkHasOutlivedTheSleepOfTheMachine() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    try (Robot robot =
        new Robot(Simulation.config(), ((InstantSource) now::get).withZone(ZoneOffset.UTC))) {
      robot.channel.connect();
      now.updateAndGet(it -> it.plusSeconds(30));
      await().atMost(PATIENCE).until(() -> robot.host.heard() > 0); // an answer to a ping
      assertThat(robot.host.disconnections()).isEmpty();

      dingTalk.faults().missPongs();
      now.updateAndGet(it -> it.plusSeconds(30));
      await().atMost(PATIENCE).until(() -> !robot.host.disconnections().isEmpty());
      assertThat(robot.host.disconnections().get(0))
          .hasMessageContaining("after this machine had slept");
    }
  }

  // the open call

  @Test
  void refusedCredentialsAreAnAuthenticationError() {
    try (Robot robot = new Robot(Simulation.withSecret("wrong"))) {
      ChannelException refusal = refusal(robot.channel::connect);
      assertThat(refusal.kind()).isEqualTo(Kind.AUTHENTICATION);
      assertThat(refusal).hasMessageContaining("refuses the credentials");
      assertThat(refusal.hint()).contains("clientId", "clientSecret");
    }
  }

  @Test
  void unreadyAppIsConfigurationErrorThatListsTheCauses() {
    try (Robot robot = new Robot(Simulation.config())) {
      dingTalk.faults().rejectOpen();
      ChannelException refusal = refusal(robot.channel::connect);
      assertThat(refusal.kind()).isEqualTo(Kind.CONFIGURATION);
      assertThat(refusal.hint()).contains("published", "robot", "Stream Mode", "IP allow-list");
    }
  }

  @Test
  void busyGatewayIsUnavailable() {
    try (Robot robot = new Robot(Simulation.config())) {
      dingTalk.faults().openBusy();
      assertThat(refusal(robot.channel::connect).kind()).isEqualTo(Kind.UNAVAILABLE);
    }
  }

  @Test
  void htmlFromSomethingInBetweenIsUnavailable() {
    try (Robot robot = new Robot(Simulation.config())) {
      dingTalk.faults().answerHtml();
      ChannelException refusal = refusal(robot.channel::connect);
      assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(refusal.hint()).contains("proxy");
    }
  }

  @Test
  void gatewayThatNeverAnswersIsUnavailable() {
    try (Robot robot = new Robot(Simulation.impatient())) {
      dingTalk.faults().openHangs();
      assertThat(refusal(robot.channel::connect))
          .hasMessageContaining("does not answer")
          .extracting(ChannelException::kind)
          .isEqualTo(Kind.UNAVAILABLE);
    }
  }

  @Test
  void blackHoleIsUnavailable() {
    try (Robot robot = new Robot(Simulation.impatient())) {
      dingTalk.faults().blackHole();
      assertThat(refusal(robot.channel::connect).kind()).isEqualTo(Kind.UNAVAILABLE);
    }
  }

  @Test
  void nobodyListeningIsUnavailable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (Robot robot = new Robot(Simulation.at(URI.create("https://localhost:" + port)))) {
      assertThat(refusal(robot.channel::connect))
          .hasMessageContaining("refuses the connection")
          .extracting(ChannelException::kind)
          .isEqualTo(Kind.UNAVAILABLE);
    }
  }

  @Test
  void unknownHostIsUnavailable() {
    try (Robot robot = new Robot(Simulation.at(URI.create("https://dingtalk.invalid")))) {
      assertThat(refusal(robot.channel::connect))
          .hasMessage("The name dingtalk.invalid can not be resolved")
          .extracting(ChannelException::kind)
          .isEqualTo(Kind.UNAVAILABLE);
    }
  }

  @Test
  void certificateIsRefusedUnlessItIsTrusted() {
    try (Robot robot = new Robot(Simulation.trustingOnlyTheJdk())) {
      ChannelException refusal = refusal(robot.channel::connect);
      assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(refusal).hasMessageContaining("certificate").hasMessageContaining("not trusted");
      assertThat(refusal.hint()).contains("trustedCertificates");
      assertThat(dingTalk.requests(OPEN)).isEmpty();
    }
  }

  // what arrives

  @Test
  void redeliveryHasTheSameIdAndIsAcknowledgedOnItsOwn() throws Exception {
    try (Robot robot = Robot.connected()) {
      robot.host.answering(Acceptance.BUSY);
      SentMessage message = Simulation.say("twice");
      robot.heard();
      assertThat(message.acks()).isEmpty();
      robot.host.answering(Acceptance.DUPLICATE);
      dingTalk.pushAgain(message);
      assertThat(dingTalk.awaitAck(message, PATIENCE)).isTrue();
      assertThat(message.pushes().get(0).messageId())
          .isNotEqualTo(message.pushes().get(1).messageId());
      assertThat(robot.heard(2)).extracting("id").containsOnly(message.msgId());
      assertThat(message.acks())
          .singleElement()
          .satisfies(ack -> assertThat(ack.data()).isEqualTo("{\"response\":null}"));
    }
  }

  @Test
  void groupMessageMentionsTheBot() throws Exception {
    try (Robot robot = Robot.connected()) {
      dingTalk.awaitConnections(1, PATIENCE);
      dingTalk.sayInGroup(Simulation.NAME, "deploy please");
      var message = robot.heard();
      assertThat(message.text()).isEqualTo("deploy please");
      assertThat(message.mentionsBot()).isTrue();
      assertThat(message.conversation().id()).isEqualTo(dingTalk.group().id());
      assertThat(message.conversation().title()).isEqualTo(dingTalk.group().title());
    }
  }

  @Test
  void messageOverQuotaIsAcknowledgedAndKeptFromTheAgent() throws Exception {
    try (Robot robot = Robot.connected()) {
      dingTalk.faults().overQuota();
      SentMessage message = Simulation.say("too much");
      assertThat(dingTalk.awaitAck(message, PATIENCE)).isTrue();
      assertThat(robot.host.messages()).isEmpty();
    }
  }
}
