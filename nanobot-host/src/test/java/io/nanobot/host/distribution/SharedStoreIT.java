package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.Reply;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.host.store.PostgresServer;
import io.nanobot.host.store.TestDatabase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways of the packed distribution on one database. */
class SharedStoreIT {
  private static final String CONNECTED = "DingTalk channel connected via Stream Mode";
  private static final String STOPPED = "Processing of a message from dingtalk:";
  private static final String STANDS_BY = "DingTalk channel stands by";
  private static final String HAN_MEIMEI = "0123456789";
  private static final Duration FAIL_OVER = Duration.ofSeconds(15);

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();

  @TempDir private Path directory;

  @Test
  void aGatewayTakesOverWithin15SecondsWhenTheOneThatIsConnectedIsKilled() throws Exception {
    TestDatabase database = PostgresServer.freshDatabase();
    try (NanobotProcess first = home("first", database, 1).gateway().awaitLine(CONNECTED);
        NanobotProcess second = home("second", database, 1).gateway().awaitLine(STANDS_BY)) {
      first.signal("KILL");
      await().atMost(FAIL_OVER).until(() -> second.count(CONNECTED) == 1);

      assertThat(reply(simulator.say(HAN_MEIMEI, "still there?"))).isEqualTo("still there?");
    }
  }

  @Test
  void aGatewayTakesOverAtOnceWhenTheOneThatIsConnectedIsStopped() throws Exception {
    TestDatabase database = PostgresServer.freshDatabase();
    try (NanobotProcess first = home("first", database, 1).gateway().awaitLine(CONNECTED);
        NanobotProcess second = home("second", database, 1).gateway().awaitLine(STANDS_BY)) {
      assertThat(first.terminate()).isZero();
      await().atMost(FAIL_OVER.dividedBy(2)).until(() -> second.count(CONNECTED) == 1);
    }
  }

  @Test
  void severalGatewaysAreConnectedIfTheConfigurationSaysSo() throws Exception {
    TestDatabase database = PostgresServer.freshDatabase();
    try (NanobotProcess first = home("first", database, 2).gateway().awaitLine(CONNECTED);
        NanobotProcess second = home("second", database, 2).gateway().awaitLine(CONNECTED)) {
      assertThat(simulator.connections()).hasSize(2);
      assertThat(first.handle().isAlive() && second.handle().isAlive()).isTrue();
    }
  }

  /** The simulator gives each message to one of the gateways at random. */
  @Test
  void stopEndsATurnWhicheverGatewayIsAtWorkOnIt() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    Semaphore asked = new Semaphore(0);
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(threads);
    service.createContext(
        "/turn",
        exchange -> {
          asked.release();
          try {
            never.await();
          } catch (InterruptedException e) {
            exchange.close();
          }
        });
    service.start();
    String url = "http://127.0.0.1:%d/turn".formatted(service.getAddress().getPort());
    Map<String, Object> agents = Map.of("default", "http", "http", Map.of("url", url));
    TestDatabase database = PostgresServer.freshDatabase();
    try (NanobotProcess first = home("first", database, 2, agents).gateway().awaitLine(CONNECTED);
        NanobotProcess second =
            home("second", database, 2, agents).gateway().awaitLine(CONNECTED)) {
      for (int i = 1; i <= 5; i++) {
        SentMessage hard = simulator.say(HAN_MEIMEI, "hard " + i);
        assertThat(asked.tryAcquire(FAIL_OVER.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(reply(simulator.say(HAN_MEIMEI, "/stop"))).isEqualTo("Stopped 1 task(s).");
        int turns = i;
        await()
            .atMost(FAIL_OVER)
            .until(() -> first.count(STOPPED) + second.count(STOPPED) == turns);
        assertThat(hard.replies()).isEmpty();
      }
      await()
          .atMost(FAIL_OVER)
          .until(() -> reply(simulator.say(HAN_MEIMEI, "/stop")).equals("No active task to stop."));
    } finally {
      threads.shutdownNow();
      service.stop(0);
    }
  }

  @Test
  void saysWhyADatabaseCanNotBeReached() throws Exception {
    TestDatabase nowhere =
        new TestDatabase("jdbc:postgresql://127.0.0.1:1/x?password=s3cr3t", "me", "s3cr3t");
    try (NanobotProcess gateway = home("first", nowhere, 1).gateway()) {
      assertThat(gateway.exitCode()).isEqualTo(1);
      assertThat(gateway.output())
          .contains("The message store (PostgreSQL postgresql://127.0.0.1:1/x) can not be opened")
          .doesNotContain("s3cr3t")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aSecondGatewayOnTheSameFileIsRefused() throws Exception {
    Home home = new Home(directory).with(Map.of("dingtalk", Home.dingtalk(simulator, HAN_MEIMEI)));
    try (NanobotProcess first = home.gateway().awaitLine(CONNECTED);
        NanobotProcess second = home.gateway()) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.output())
          .contains("Another gateway works on")
          .contains("--workspace")
          .doesNotContain("\tat ");
      assertThat(first.handle().isAlive()).isTrue();
    }
  }

  private Home home(String name, TestDatabase database, int connections) throws Exception {
    return home(name, database, connections, Map.of());
  }

  private Home home(String name, TestDatabase database, int connections, Map<String, Object> agents)
      throws Exception {
    Map<String, Object> channel = new HashMap<>(Home.dingtalk(simulator, HAN_MEIMEI));
    channel.put("connections", connections);
    Map<String, Object> store =
        Map.of("url", database.url(), "user", database.user(), "password", database.password());
    return new Home(Files.createDirectory(directory.resolve(name)))
        .withSections(
            Map.of("agents", agents, "store", store, "channels", Map.of("dingtalk", channel)));
  }

  private String reply(SentMessage message) {
    return simulator.awaitReply(message, FAIL_OVER).map(Reply::text).orElseThrow();
  }
}
