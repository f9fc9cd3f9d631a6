package io.nanobot.channel.dingtalk;

import static io.nanobot.channel.dingtalk.Robot.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.message.Conversation;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when there are more calls than DingTalk wants. */
@Timeout(60)
final class RateLimitTest {
  private static final String BATCH_SEND = "/v1.0/robot/oToMessages/batchSend";
  private static final Conversation LI_LEI = Conversation.direct(Simulation.STAFF_ID);

  private DingTalkSimulator dingTalk;
  private Conversation group;

  @BeforeEach
  void start() {
    dingTalk = Simulation.fresh();
    group = Conversation.group(dingTalk.group().id(), "");
  }

  private int sends() {
    return dingTalk.requests(BATCH_SEND).size();
  }

  @Test
  void sendsABurstWithoutBeingRefused() throws Exception {
    dingTalk.faults().countQps(20);
    ExecutorService people = Executors.newFixedThreadPool(12);
    try (Robot robot = new Robot(Simulation.config())) {
      Callable<Receipt> send = () -> robot.write(LI_LEI, "hi");
      List<Callable<Receipt>> burst = IntStream.range(0, 50).mapToObj(i -> send).toList();
      for (Future<Receipt> sent : people.invokeAll(burst)) {
        assertThat(sent.get().messageIds()).hasSize(1);
      }
      assertThat(sends()).isEqualTo(50);
    } finally {
      people.shutdownNow();
    }
  }

  @Test
  void waitsOutAPauseInsteadOfBeingRefusedAgain() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      dingTalk.faults().sendTooFast().times(1);
      assertThat(refusal(() -> robot.write(LI_LEI, "one")).kind()).isEqualTo(Kind.RATE_LIMITED);
      long before = System.nanoTime();
      robot.write(LI_LEI, "two");
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isGreaterThan(Duration.ofMillis(1_500));
      assertThat(sends()).isEqualTo(2);
    }
  }

  @Test
  void failsAtOnceWhenThePauseIsLongerThanACallMayTake() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      dingTalk.faults().tooManyRequests(Duration.ofSeconds(30)).times(1);
      refusal(() -> robot.write(LI_LEI, "one"));
      ChannelException refusal = refusal(() -> robot.write(LI_LEI, "two"));
      assertThat(refusal.kind()).isEqualTo(Kind.RATE_LIMITED);
      assertThat(refusal).hasMessageContainingAll("pause", BATCH_SEND);
      assertThat(refusal.retryAfter().orElseThrow())
          .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(30));
      assertThat(sends()).isEqualTo(1);
    }
  }

  @Test
  void otherEndpointsGoOnMeanwhile() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      dingTalk.faults().tooManyRequests(Duration.ofSeconds(30)).times(1);
      refusal(() -> robot.write(LI_LEI, "one"));
      robot.write(group, "two");
      assertThat(dingTalk.replies()).hasSize(1);
    }
  }

  @Test
  void callsNothingWhileDingTalkBlocksTheAddress() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      robot.write(LI_LEI, "one");
      dingTalk.faults().blockAddress().times(1);
      assertThat(refusal(() -> robot.write(LI_LEI, "two")).retryAfter())
          .contains(Duration.ofMinutes(5));
      int before = dingTalk.requests().size();
      assertThat(refusal(() -> robot.write(group, "three")).retryAfter().orElseThrow())
          .isGreaterThan(Duration.ofMinutes(4));
      assertThat(refusal(robot.channel::connect).kind()).isEqualTo(Kind.RATE_LIMITED);
      assertThat(dingTalk.requests()).hasSize(before);
    }
  }

  @Test
  void interruptEndsTheWait() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      CompletableFuture<Throwable> outcome = new CompletableFuture<>();
      Thread waiting = waiting(robot, outcome);
      waiting.interrupt();
      assertThat(outcome.join()).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void closeEndsTheWait() throws Exception {
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    try (Robot robot = new Robot(Simulation.config())) {
      waiting(robot, outcome);
    }
    assertThat(outcome.join()).hasMessage("The channel was closed");
  }

  /** A thread that waits for the end of a pause. */
  private Thread waiting(Robot robot, CompletableFuture<Throwable> outcome) {
    dingTalk.faults().tooManyRequests(Duration.ofSeconds(9)).times(1);
    refusal(() -> robot.write(LI_LEI, "one"));
    Thread thread =
        new Thread(
            () -> {
              try {
                robot.write(LI_LEI, "two");
                outcome.complete(null);
              } catch (ChannelException | InterruptedException e) {
                outcome.complete(e);
              }
            });
    thread.start();
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }
}
