package io.nanobot.host.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.Reply;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.host.plugin.PluginJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People who talk to agents, and to the host about them. */
class AgentsIT {
  private static final String CONNECTED = "DingTalk channel connected via Stream Mode";
  private static final String HAN_MEIMEI = "0123456789";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String SLEEPER =
      """
      import io.nanobot.api.agent.*;
      @org.pf4j.Extension
      public class Sleeper implements AgentFactory<Nothing> {
        public String type() { return "sleeper"; }
        public Class<Nothing> configType() { return Nothing.class; }
        public Agent create(Nothing config, AgentContext context) {
          return new Agent() {
            public void respond(Turn turn, Reply reply) throws Exception { Thread.sleep(600_000); }
            public void close() {}
          };
        }
      }
      """;

  private static final String PARROT =
      """
      import io.nanobot.api.agent.*;
      @org.pf4j.Extension
      public class Parrot implements AgentFactory<Tone> {
        public String type() { return "parrot"; }
        public Class<Tone> configType() { return Tone.class; }
        public Agent create(Tone config, AgentContext context) {
          return new Agent() {
            public void respond(Turn turn, Reply reply) { reply.send($answer); }
            public void close() {}
          };
        }
      }
      """;

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);

  @TempDir private Path directory;

  @AfterEach
  void stop() {
    end.countDown();
    threads.shutdownNow();
  }

  @Test
  void theExampleOfTheManualAnswersWhoeverSignsWithItsSecret() throws Exception {
    Process example = example("right");
    try {
      String url = address(example);
      write(Map.of("default", "mine", "mine", http(url, "right")));
      try (NanobotProcess gateway = gateway()) {
        assertThat(answer("hello \"world\" 🐈")).isEqualTo("You said: hello \"world\" 🐈");
        assertThat(answer("long ".repeat(5_000))).startsWith("You said: long long");
        assertThat(gateway.handle().isAlive()).isTrue();
      }
      write(Map.of("default", "mine", "mine", http(url, "wrong")));
      try (NanobotProcess gateway = gateway()) {
        assertThat(answer("hello")).isEqualTo("Sorry, I encountered an error.");
        gateway.awaitLine("it refuses the token or the signature");
      }
    } finally {
      example.destroy();
      assertThat(example.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aConversationIsRememberedOverARestartUntilItBeginsAnew() throws Exception {
    List<JsonNode> asked = new CopyOnWriteArrayList<>();
    HttpServer service =
        service(
            exchange -> {
              asked.add(JsonMapper.shared().readTree(exchange.getRequestBody()));
              say(exchange, "answer " + asked.size());
            });
    write(Map.of("default", "mine", "mine", http(address(service), "s")));
    try (NanobotProcess gateway = gateway()) {
      assertThat(answer("one")).isEqualTo("answer 1");
      assertThat(gateway.terminate()).isZero();
    }
    try (NanobotProcess gateway = gateway()) {
      assertThat(answer("two")).isEqualTo("answer 2");
      assertThat(answer("/new")).isEqualTo("New session started.");
      assertThat(answer("three")).isEqualTo("answer 3");
      assertThat(gateway.handle().isAlive()).isTrue();
    }
    assertThat(asked.get(1).get("history"))
        .singleElement()
        .satisfies(
            exchange -> {
              assertThat(exchange.get("speaker").stringValue()).isEqualTo("Han Meimei");
              assertThat(exchange.get("question").stringValue()).isEqualTo("one");
              assertThat(exchange.get("answer").stringValue()).isEqualTo("answer 1");
            });
    assertThat(asked.get(2).get("history")).isEmpty();
    service.stop(0);
  }

  @Test
  void whatTakesTooLongCanBeStoppedAndTheRestGoesOn() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    HttpServer service = serviceAtWork(busy, end);
    write(Map.of("default", "mine", "mine", http(address(service), "s")));
    try (NanobotProcess gateway = gateway()) {
      SentMessage hard = simulator.say(HAN_MEIMEI, "hard");
      assertThat(busy.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(answer("/status")).contains("🧠 Agent: mine").contains("1 active");
      SentMessage easy = simulator.say(HAN_MEIMEI, "easy");
      assertThat(answer("/stop")).isEqualTo("Stopped 1 task(s).");
      assertThat(reply(easy).text()).isEqualTo("re: easy");
      assertThat(hard.replies()).isEmpty();
      assertThat(gateway.handle().isAlive()).isTrue();
    }
    service.stop(0);
  }

  @Test
  void aBusyConversationKeepsItsOrderAndSaysWhatBecomesOfEachMessage() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    HttpServer service = serviceAtWork(busy, mayGoOn);
    write(
        Map.of(
            "default",
            "mine",
            "mine",
            http(address(service), "s"),
            "queue",
            Map.of("perConversation", 3, "mergeWithin", "100ms")));
    try (NanobotProcess gateway = gateway()) {
      SentMessage hard = simulator.say(HAN_MEIMEI, "hard");
      assertThat(busy.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      long began = System.nanoTime(); // the bot mentions a queue after 3 s
      await().until(() -> System.nanoTime() - began > Duration.ofSeconds(4).toNanos());
      SentMessage first = simulator.say(HAN_MEIMEI, "look at this");
      assertThat(reply(first).text())
          .startsWith("I am still working on your last message; this one is queued.");
      SentMessage second = simulator.say(HAN_MEIMEI, "what is it?");
      assertThat(simulator.awaitAck(second, PATIENCE)).isTrue();
      assertThat(answer("too much"))
          .startsWith("I still have 3 messages of this conversation to answer");
      mayGoOn.countDown();

      assertThat(reply(hard).text()).isEqualTo("re: hard");
      assertThat(reply(second).text()).matches("re: look at this\\s+what is it\\?");
      assertThat(first.replies()).hasSize(1);
      gateway.awaitLine("messages of its conversation wait already");
      assertThat(gateway.terminate()).isZero();
    }
    assertThat(new Home(directory).audit())
        .filteredOn(it -> it.get("event").stringValue().equals("limit.exceeded"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.get("limit").stringValue()).isEqualTo("agents.queue.perConversation");
              assertThat(it.get("who").stringValue()).isEqualTo("han");
            });
    service.stop(0);
  }

  @Test
  void conversationsHaveTheKeysOfThePythonNanobot() throws Exception {
    HttpServer service =
        service(
            exchange ->
                say(
                    exchange,
                    JsonMapper.shared()
                        .readTree(exchange.getRequestBody())
                        .get("session")
                        .stringValue()));
    Map<String, Object> agents =
        new HashMap<>(Map.of("default", "mine", "mine", http(address(service), "s")));
    write(agents);
    try (NanobotProcess gateway = gateway()) {
      assertThat(answer("direct")).isEqualTo("dingtalk:" + HAN_MEIMEI);
      assertThat(reply(simulator.sayInGroup(HAN_MEIMEI, "all")).text())
          .isEqualTo("dingtalk:group:" + group());
      assertThat(gateway.terminate()).isZero();
    }
    Map<String, Object> isolated = Home.dingtalk(simulator, HAN_MEIMEI);
    isolated.put("groupUserIsolation", true);
    write(agents, isolated);
    try (NanobotProcess gateway = gateway()) {
      assertThat(reply(simulator.sayInGroup(HAN_MEIMEI, "each")).text())
          .isEqualTo("dingtalk:group:" + group() + ":" + HAN_MEIMEI);
      assertThat(gateway.terminate()).isZero();
    }
    agents.put("unifiedSession", true);
    write(agents);
    try (NanobotProcess gateway = gateway()) {
      assertThat(answer("everything")).isEqualTo("unified:default");
      assertThat(gateway.handle().isAlive()).isTrue();
    }
    service.stop(0);
  }

  @Test
  void whoeverMistypesACommandIsToldWhichOneWasMeant() {
    write(Map.of("default", "echo"));
    try (NanobotProcess gateway = gateway()) {
      assertThat(answer("/help"))
          .startsWith("🐈 nanobot commands:")
          .contains("`/new` — ", "`/stop` — ", "`/status` — ", "`/whoami` — ")
          .contains("`/restart` — ", "`/pairing` — ");
      assertThat(answer("/stauts"))
          .isEqualTo("Unknown command \"/stauts\". Did you mean \"/status\"?");
      assertThat(answer("/xyzzy"))
          .isEqualTo("Unknown command \"/xyzzy\". Use \"/help\" to list available commands.");
      assertThat(answer("/new please"))
          .isEqualTo("Command \"/new\" does not accept arguments. Did you mean \"/new\"?");
      assertThat(answer("/usr/bin is full")).isEqualTo("/usr/bin is full");
      assertThat(gateway.handle().isAlive()).isTrue();
    }
  }

  @Test
  void bindingsChooseTheAgentAndAccessExplainTellsWhich() throws Exception {
    HttpServer service = service(exchange -> say(exchange, "from the service"));
    write(
        Map.of(
            "mine",
            http(address(service), "s"),
            "bindings",
            List.of(
                Map.of("role", "cook", "instructions", "Be quick."),
                Map.of(
                    "agent",
                    "mine",
                    "channel",
                    "dingtalk",
                    "group",
                    "*",
                    "instructions",
                    "Be brief.\nBe polite."))));
    try (NanobotProcess gateway = gateway()) {
      assertThat(answer("direct")).isEqualTo("direct");
      assertThat(reply(simulator.sayInGroup(HAN_MEIMEI, "group")).text())
          .isEqualTo("from the service");
      assertThat(gateway.handle().isAlive()).isTrue();
    }
    Home home = new Home(directory);
    try (NanobotProcess explain =
        home.run("access", "explain", "dingtalk", HAN_MEIMEI, "--group", "cid1")) {
      assertThat(explain.exitCode()).isZero();
      assertThat(explain.output())
          .containsPattern("agent: +mine")
          .containsPattern("instructions: +Be brief. …")
          .doesNotContain("polite");
    }
    service.stop(0);
  }

  @Test
  void anAdminRestartsTheGatewayWithWhatIsConfiguredThen() throws Exception {
    HttpServer service = service(exchange -> say(exchange, "from the service"));
    write(Map.of("default", "echo"));
    try (NanobotProcess gateway = gateway()) {
      assertThat(answer("hello")).isEqualTo("hello");
      Path config = new Home(directory).config();
      String valid = Files.readString(config);
      Files.writeString(config, "{");
      List<Reply> refused = replies("/restart", 2);
      assertThat(refused.get(0).text()).isEqualTo("Restarting...");
      assertThat(refused.get(1).text()).startsWith("Not restarted: the configuration has mistakes");
      assertThat(answer("still there?")).isEqualTo("still there?");

      Files.writeString(config, valid);
      write(Map.of("default", "mine", "mine", http(address(service), "s")));
      List<Reply> restarted = replies("/restart", 2);
      assertThat(restarted.get(1).text()).matches("Restart completed in \\d+\\.\\ds\\.");
      assertThat(answer("and now?")).isEqualTo("from the service");
      assertThat(gateway.terminate()).isZero();
      assertThat(gateway.output()).doesNotContain("\tat ").contains("restart requested by han");
    }
    service.stop(0);
  }

  @Test
  void aRestartAsksWhetherTheFileIsValidWithThePluginsThatAreThereThen() throws Exception {
    Path jar = Files.createDirectories(new Home(directory).plugins()).resolve("parrot.jar");
    parrot(jar, "", "\"plain\"");
    write(Map.of("default", "parrot"));
    try (NanobotProcess gateway = gateway()) {
      assertThat(answer("hello")).isEqualTo("plain");
      parrot(jar, "String tone", "config.tone()");
      assertThat(replies("/restart", 2).get(1).text())
          .startsWith("Not restarted: the configuration has mistakes");
      gateway.awaitLine("agents.parrot.tone");
      assertThat(answer("still there?")).isEqualTo("plain");

      write(Map.of("default", "parrot", "parrot", Map.of("tone", "loud")));
      assertThat(replies("/restart", 2).get(1).text()).startsWith("Restart completed in ");
      assertThat(answer("and now?")).isEqualTo("loud");

      Files.delete(jar);
      assertThat(replies("/restart", 2).get(1).text())
          .startsWith("Not restarted: the configuration has mistakes");
      gateway.awaitLine("no plugin that is loaded provides that type");
      assertThat(answer("and without the jar?")).isEqualTo("loud");
      assertThat(gateway.terminate()).isZero();
    }
  }

  /** Puts a version of the plugin there, or another in its place. */
  private static void parrot(Path jar, String keys, String answer) {
    PluginJar.empty("parrot")
        .source("zoo.Tone", "public record Tone(" + keys + ") {}")
        .source("zoo.Parrot", PARROT.replace("$answer", answer))
        .write(jar);
  }

  @Test
  void anAgentThatTakesTooLongIsCutOffAndNotAskedAgain() throws Exception {
    Path plugins = Files.createDirectories(new Home(directory).plugins());
    PluginJar.empty("sleeper")
        .source("zoo.Nothing", "public record Nothing() {}")
        .source("zoo.Sleeper", SLEEPER)
        .write(plugins.resolve("sleeper.jar"));
    write(Map.of("default", "sleeper", "turnTimeout", "1s"));
    try (NanobotProcess gateway = gateway()) {
      assertThat(answer("hello"))
          .startsWith("That took too long, and I have stopped working on it.");
      assertThat(gateway.count("Processing message from")).isEqualTo(1);
    }
  }

  @Test
  void aServiceWhoseAnswerDoesNotEndIsCutOffAndNotAskedAgain() throws Exception {
    HttpServer service =
        service(
            exchange -> {
              exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
              exchange.sendResponseHeaders(200, 0);
              do {
                exchange
                    .getResponseBody()
                    .write("data: {\"text\": \"and so on \"}\n\n".getBytes(UTF_8));
                exchange.getResponseBody().flush();
              } while (!end.await(100, TimeUnit.MILLISECONDS));
            });
    write(Map.of("default", "mine", "mine", http(address(service), "s"), "turnTimeout", "1s"));
    try (NanobotProcess gateway = gateway()) {
      assertThat(answer("hello"))
          .startsWith("That took too long, and I have stopped working on it.");
      gateway.awaitLine("gave no whole answer within 1 s (agents.turnTimeout)");
      assertThat(gateway.count("Processing message from")).isEqualTo(1);
    }
    service.stop(0);
  }

  @Test
  void anAgentWithoutItsPluginIsAMistakeInASentence() {
    write(Map.of("default", "mine", "mine", Map.of("type", "parrot")));
    try (NanobotProcess gateway = new Home(directory).gateway()) {
      assertThat(gateway.exitCode()).isEqualTo(1);
      assertThat(gateway.output())
          .contains("Agent mine is of type parrot, and no plugin that is loaded provides that type")
          .doesNotContain("\tat ");
    }
    try (NanobotProcess check = new Home(directory).run("config", "check")) {
      assertThat(check.exitCode()).isZero();
      assertThat(check.output())
          .contains("agents.mine: only partly checked, because no plugin provides \"parrot\"");
    }
  }

  private interface Service {
    void answer(HttpExchange exchange) throws Exception;
  }

  /** Has to think about what is hard until it may go on. */
  private HttpServer serviceAtWork(CountDownLatch busy, CountDownLatch mayGoOn) throws IOException {
    return service(
        exchange -> {
          String text =
              JsonMapper.shared().readTree(exchange.getRequestBody()).get("text").stringValue();
          if (text.equals("hard")) {
            busy.countDown();
            mayGoOn.await();
          }
          say(exchange, "re: " + text);
        });
  }

  private HttpServer service(Service service) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/turn",
        exchange -> {
          try (exchange) {
            service.answer(exchange);
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
    server.start();
    return server;
  }

  private static void say(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/plain");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:%d/turn".formatted(server.getAddress().getPort());
  }

  private static Process example(String secret) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java, "-Dfile.encoding=UTF-8", "../docs/examples/HttpAgentService.java", "0");
    builder.environment().put("BOT_SECRET", secret);
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String address(Process example) throws IOException {
    BufferedReader out = example.inputReader(UTF_8);
    return out.readLine().replace("Answering at ", "");
  }

  private static Map<String, Object> http(String url, String secret) {
    return Map.of("type", "http", "url", url, "secret", secret);
  }

  private String group() {
    return simulator.groups().get(0).id();
  }

  private void write(Map<String, ?> agents) {
    write(agents, Home.dingtalk(simulator, HAN_MEIMEI));
  }

  private void write(Map<String, ?> agents, Map<String, ?> dingtalk) {
    Map<String, Object> security =
        Map.of(
            "users",
            Map.of(
                "han",
                Map.of("identities", List.of("dingtalk:" + HAN_MEIMEI), "roles", List.of("admin"))),
            "limits",
            Map.of("loopMessages", 0));
    Map<String, ?> channels = Map.of("dingtalk", dingtalk);
    new Home(directory)
        .withSections(Map.of("channels", channels, "agents", agents, "security", security));
  }

  private NanobotProcess gateway() {
    return new Home(directory).gateway().awaitLine(CONNECTED);
  }

  private String answer(String text) {
    return reply(simulator.say(HAN_MEIMEI, text)).text();
  }

  private List<Reply> replies(String text, int count) {
    SentMessage message = simulator.say(HAN_MEIMEI, text);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(message.replies()).as(text).hasSize(count));
    return message.replies();
  }

  private Reply reply(SentMessage message) {
    return simulator.awaitReply(message, PATIENCE).orElseThrow();
  }
}
