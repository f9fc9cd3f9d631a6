package io.nanobot.host.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nanobot.dingtalk.simulator.Card;
import io.nanobot.dingtalk.simulator.CardClick;
import io.nanobot.dingtalk.simulator.CardTemplate;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.Reply;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.host.Trials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Answers that grow, from a service that streams to a card in the chat. */
class CardsIT {
  private static final String HAN_MEIMEI = "0123456789";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CLICKS = 200;

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile CountDownLatch goOn = new CountDownLatch(1);
  private HttpServer service;

  @TempDir private Path directory;

  @BeforeEach
  void serve() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(threads);
    service.createContext("/", this::answer);
    service.start();
  }

  @AfterEach
  void end() {
    goOn.countDown();
    service.stop(0);
    threads.shutdownNow();
  }

  /** Half of the answer, and the rest when the test says so. */
  private void answer(HttpExchange http) throws IOException {
    http.getRequestBody().readAllBytes();
    http.getResponseHeaders().add("Content-Type", "text/event-stream");
    http.sendResponseHeaders(200, 0);
    try {
      event(http, "On the one hand");
      if (goOn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        event(http, ", on the other hand.");
        http.getResponseBody().write("event: end\ndata: {}\n\n".getBytes(UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      http.close();
    }
  }

  private static void event(HttpExchange http, String text) throws IOException {
    String event = "event: delta\ndata: {\"text\":\"%s\"}\n\n".formatted(text);
    http.getResponseBody().write(event.getBytes(UTF_8));
    http.getResponseBody().flush();
  }

  @Test
  void theCardGrowsWithTheAnswerAndIsTheAnswer() {
    try (NanobotProcess gateway = gateway()) {
      SentMessage question = simulator.say(HAN_MEIMEI, "well?");
      Reply card = simulator.awaitReply(question, PATIENCE).orElseThrow();
      assertThat(card.text()).isEqualTo("On the one hand");
      assertThat(card.via()).isEqualTo(Reply.Via.CARD);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(question.reactions()).as("thinking").isNotEmpty());
      goOn.countDown();

      assertThat(simulator.awaitCard(Card.State.FINISHED, PATIENCE)).isPresent();
      assertThat(simulator.replies())
          .extracting(Reply::text)
          .containsExactly("On the one hand, on the other hand.");
      await().atMost(PATIENCE).until(() -> question.reactions().isEmpty());
      assertThat(gateway.terminate()).isZero();
      assertThat(gateway.output()).doesNotContain("ERROR");
    }
  }

  @Test
  void theStopButtonEndsTheAnswer() {
    try (NanobotProcess gateway = gateway()) {
      SentMessage question = simulator.say(HAN_MEIMEI, "well?");
      assertThat(simulator.awaitReply(question, PATIENCE)).isPresent();

      simulator.press(simulator.cards().get(0), simulator.person(HAN_MEIMEI), CardTemplate.STOP);

      assertThat(simulator.awaitCard(Card.State.FINISHED, PATIENCE)).isPresent();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(simulator.replies())
                      .extracting(Reply::text)
                      .containsExactlyInAnyOrder(
                          "On the one hand\n\n*(stopped)*", "Stopped 1 task(s)."));
      gateway.awaitLine("was stopped");
    }
  }

  @Test
  void noForgedClickEndsTheAnswerOfSomebodyElse() {
    Trials.run(1, this::pressForged);
  }

  private void pressForged(Random random) {
    simulator.reset();
    goOn = new CountDownLatch(1);
    try (NanobotProcess gateway = gateway()) {
      SentMessage question = simulator.say(HAN_MEIMEI, "well?");
      assertThat(simulator.awaitReply(question, PATIENCE)).isPresent();
      Card card = simulator.cards().get(0);
      Forger forger = new Forger(random, Map.of("userId", HAN_MEIMEI));
      List<CardClick> clicks = new ArrayList<>();
      for (int i = 0; i < CLICKS; i++) {
        clicks.add(
            simulator.press(
                card, simulator.person("manager7675"), CardTemplate.STOP, forger::forge));
      }
      for (int i = 0; i < CLICKS; i++) {
        assertThat(simulator.awaitAck(clicks.get(i), PATIENCE))
            .as("acknowledged: %s", forger.forged().get(i))
            .isTrue();
      }
      goOn.countDown();

      assertThat(simulator.awaitCard(Card.State.FINISHED, PATIENCE)).isPresent();
      assertThat(gateway.terminate()).isZero(); // whatever was to be sent has been sent
      assertThat(simulator.replies())
          .extracting(Reply::text)
          .containsExactly("On the one hand, on the other hand.");
      assertThat(gateway.output()).doesNotContain("ERROR", "\tat ");
    }
  }

  @Test
  void theAnswerThatAKillHasCutOffIsGivenAfterTheNextStart() {
    NanobotProcess killed = gateway();
    SentMessage question = simulator.say(HAN_MEIMEI, "well?");
    assertThat(simulator.awaitReply(question, PATIENCE)).isPresent();
    assertThat(simulator.awaitAck(question, PATIENCE)).isTrue();
    killed.signal("KILL");
    killed.close();
    goOn.countDown();

    try (NanobotProcess gateway = gateway()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(simulator.replies())
                      .extracting(Reply::text)
                      .containsOnlyOnce("On the one hand, on the other hand."));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(simulator.cards())
                      .as("no card grows for ever, whether it was noted in time or not")
                      .extracting(Card::state)
                      .isSubsetOf(Card.State.FINISHED, Card.State.FAILED));
      assertThat(gateway.output()).doesNotContain("ERROR");
    }
  }

  @Test
  void withoutUsableTemplateTheAnswerComesAsMessage() {
    simulator.faults().refuseCardTemplate("param.templateNotExist");
    try (NanobotProcess gateway = gateway()) {
      SentMessage question = simulator.say(HAN_MEIMEI, "well?");
      gateway.awaitLine("The card template does not exist or is not published");
      goOn.countDown();

      Reply reply = simulator.awaitReply(question, PATIENCE).orElseThrow();
      assertThat(reply.text()).isEqualTo("On the one hand, on the other hand.");
      assertThat(reply.via()).isEqualTo(Reply.Via.WEBHOOK);
    }
  }

  private NanobotProcess gateway() {
    Map<String, Object> dingtalk = Home.dingtalk(simulator, HAN_MEIMEI);
    dingtalk.put("card", Map.of("templateId", CardTemplate.DEMO.id(), "pause", "200ms"));
    String url = "http://127.0.0.1:" + service.getAddress().getPort() + "/";
    return new Home(directory)
        .withSections(
            Map.of(
                "agents",
                Map.of("default", "http", "http", Map.of("url", url)),
                "channels",
                Map.of("dingtalk", dingtalk)))
        .gateway()
        .awaitLine("DingTalk channel connected via Stream Mode");
  }
}
