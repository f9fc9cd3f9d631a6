package io.nanobot.host.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.dingtalk.simulator.Card;
import io.nanobot.dingtalk.simulator.CardTemplate;
import io.nanobot.dingtalk.simulator.Conversation;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.Reply;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.SharedFile;
import io.nanobot.dingtalk.simulator.Utterance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packed distribution answers with a model: from DingTalk to the model, its tools, and back.
 */
class OpenAiIT {
  private static final String HAN_MEIMEI = "0123456789";
  private static final String KEY = "sk-test-4711-do-not-tell";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK =
      new DingTalkSimulatorExtension(DingTalkSimulator.builder().group("Tea").group("Coffee"));

  private final DingTalkSimulator simulator = DINGTALK.simulator();
  @AutoClose private final FakeModel model = new FakeModel();

  @TempDir private Path directory;

  @Test
  void answersInAGroupWithTheHelpOfATool() {
    model.thenCalls("mcp_clock_time").thenSays("It is **half past ten**.");
    try (NanobotProcess gateway = gateway()) {
      SentMessage question = simulator.sayInGroup(HAN_MEIMEI, "what time is it?");

      assertThat(reply(question).text()).isEqualTo("It is **half past ten**.");
      assertThat(model.asked(0))
          .matches("(?s)\\[[0-9a-f]{12}: from \"Han Meimei\"]\nwhat time is it\\?");
      assertThat(model.asked(1)).isEqualTo("half past ten");
      assertThat(gateway.output())
          .contains("MCP server clock offers 1 tool(s)")
          .doesNotContain(KEY);
    }
  }

  @Test
  void oneAgentHasTheInstructionsOfEachGroup() {
    model.thenSays("tea").thenSays("coffee").thenSays("water");
    Map<String, Object> agents = new LinkedHashMap<>();
    agents.put("default", "openai");
    agents.put(
        "openai",
        Map.of("baseUrl", model.baseUrl(), "model", "test-model", "systemPrompt", "You serve."));
    Conversation tea = simulator.groups().get(0);
    Conversation coffee = simulator.groups().get(1);
    agents.put(
        "bindings",
        List.of(
            Map.of("group", tea.id(), "instructions", "Here people drink tea."),
            Map.of("group", coffee.id(), "instructions", "Here people drink coffee.")));
    try (NanobotProcess gateway = gateway(agents)) {
      assertThat(reply(saidIn(tea)).text()).isEqualTo("tea");
      assertThat(reply(saidIn(coffee)).text()).isEqualTo("coffee");
      assertThat(reply(simulator.say(HAN_MEIMEI, "and here?")).text()).isEqualTo("water");

      assertThat(model.told(0)).startsWith("You serve.\n\nHere people drink tea.\n\nLines of");
      assertThat(model.told(1)).startsWith("You serve.\n\nHere people drink coffee.\n\nLines of");
      assertThat(model.told(2)).startsWith("You serve.\n\nLines of");
      assertThat(gateway.handle().isAlive()).isTrue();
    }
  }

  @Test
  void tellsPeopleAndTheOperatorInPlainWordsThatTheKeyIsWrong() {
    model.thenRefuses(
        401, "{\"error\":{\"code\":\"invalid_api_key\",\"message\":\"" + KEY + "\"}}");
    try (NanobotProcess gateway = gateway()) {
      SentMessage question = simulator.say(HAN_MEIMEI, "hello");

      assertThat(reply(question).text())
          .isEqualTo(
              "The model's provider does not let the bot in. Whoever runs the bot has to check its"
                  + " key.");
      gateway.awaitLine("HTTP 401 (invalid_api_key): the API refuses the key. Check apiKey");
      assertThat(gateway.output()).doesNotContain(KEY).doesNotContain("\tat ");
    }
  }

  @Test
  void tellsInASentenceWhateverGoesWrongAndRemembersNoneOfIt() {
    model
        .thenStalls("Once upon")
        .thenTalksNonsense()
        .thenBreaksOff("Once upon")
        .thenRefuses(500, "oops")
        .thenRefuses(400, "{\"error\":{\"code\":\"data_inspection_failed\"}}")
        .thenHoldsBack("Once upon")
        .thenSays("fine");
    Map<String, Object> agent = agent();
    agent.put("timeout", "1s");
    agent.put("retries", 0);
    try (NanobotProcess gateway = gateway(Map.of("default", "openai", "openai", agent))) {
      assertThat(answer("apples"))
          .isEqualTo(
              "Once upon\n\n(The answer breaks off here. The model took longer than 1 s. Please try"
                  + " again.)");
      assertThat(answer("bananas")).isEqualTo("The model's answer can not be read.");
      assertThat(answer("cherries"))
          .isEqualTo(
              "Once upon\n\n(The answer breaks off here. The connection to the model was lost.)");
      assertThat(answer("dates"))
          .isEqualTo("The model's service has failed. Please try again later.");
      assertThat(answer("unseemly figs"))
          .isEqualTo("The model's provider refused this because of its content.");
      assertThat(answer("lewd melons"))
          .isEqualTo("The model's provider held the answer back because of its content.");
      assertThat(answer("grapes")).isEqualTo("fine");

      assertThat(model.requests()).isEqualTo(7);
      assertThat(model.request(6))
          .contains("apples", "cherries", "grapes")
          .doesNotContain("bananas", "dates", "unseemly", "refused", "lewd", "held");
      assertThat(gateway.output()).doesNotContain("\tat ");
    }
  }

  @Test
  void theAnswerOfAModelGrowsInACard() {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    model.thenGoesOn("On the one hand", mayGoOn, ", on the other hand.");
    Map<String, Object> dingtalk = Home.dingtalk(simulator, HAN_MEIMEI);
    dingtalk.put("card", Map.of("templateId", CardTemplate.DEMO.id(), "pause", "200ms"));
    try (NanobotProcess gateway =
        connected(home(Map.of("default", "openai", "openai", agent()), dingtalk))) {
      SentMessage question = simulator.say(HAN_MEIMEI, "well?");
      assertThat(reply(question).text()).isEqualTo("On the one hand");
      mayGoOn.countDown();

      assertThat(simulator.awaitCard(Card.State.FINISHED, PATIENCE)).isPresent();
      assertThat(simulator.replies())
          .extracting(Reply::text)
          .containsExactly("On the one hand, on the other hand.");
      assertThat(gateway.output()).doesNotContain("ERROR");
    }
  }

  @Test
  void stopEndsTheToolThatIsAtWorkAndWhatWasWrittenMeanwhileIsAnswered() {
    model.thenCalls("mcp_clock_time").thenSays("still here");
    Path busy = directory.resolve("busy");
    Map<String, Object> agent = agent();
    agent.put("mcpServers", Map.of("clock", ToolProgram.slow(busy)));
    try (NanobotProcess gateway = gateway(Map.of("default", "openai", "openai", agent))) {
      SentMessage question = simulator.say(HAN_MEIMEI, "what time is it?");
      await().atMost(PATIENCE).until(() -> Files.exists(busy));
      SentMessage anew = simulator.say(HAN_MEIMEI, "/new");
      assertThat(answer("/stop")).isEqualTo("Stopped 1 task(s).");

      gateway.awaitLine("ended with exit code 3. Its last words: nobody waits any more");
      assertThat(reply(anew).text()).isEqualTo("New session started.");
      assertThat(answer("are you there?")).isEqualTo("still here");
      assertThat(model.request(1)).doesNotContain("what time is it?");
      assertThat(question.replies()).isEmpty();
    }
  }

  @Test
  void theModelSeesThePictureThatSomebodySends() {
    model.thenSays("a cat");
    SharedFile picture = SharedFile.picture("a.png", "\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
    Map<String, ?> security =
        Map.of(
            "outgoing",
            Map.of(
                "allowHosts",
                List.of(simulator.plainApiBase().toString()),
                "allowPrivateHosts",
                List.of("127.0.0.1")));
    Home home =
        new Home(directory)
            .withSections(
                Map.of(
                    "agents",
                    Map.of("default", "openai", "openai", agent()),
                    "channels",
                    Map.of("dingtalk", Home.dingtalk(simulator, HAN_MEIMEI)),
                    "security",
                    security));
    try (NanobotProcess gateway = connected(home)) {
      SentMessage question =
          simulator.say(Utterance.by(simulator.person(HAN_MEIMEI), "").attaching(picture));

      assertThat(reply(question).text()).isEqualTo("a cat");
      assertThat(model.request(0)).contains("data:image/png;base64,iVBORw0KGgo=");
      assertThat(gateway.handle().isAlive()).isTrue();
    }
  }

  @Test
  void oneMessageInTheTerminalFailsWithTheSentenceForTheOperator() {
    model.thenRefuses(401, "{\"error\":{\"code\":\"invalid_api_key\"}}").thenSays("hello");
    Home home = home(Map.of("default", "openai", "openai", agent()));
    try (NanobotProcess nanobot = home.run("agent", "-m", "hello")) {
      assertThat(nanobot.exitCode()).isEqualTo(1);
      assertThat(nanobot.lines())
          .singleElement()
          .asString()
          .startsWith("Error: Agent openai has no answer. http://127.0.0.1:")
          .contains("HTTP 401 (invalid_api_key): the API refuses the key. Check apiKey");
    }
    try (NanobotProcess nanobot = home.run("agent", "-m", "hello")) {
      assertThat(nanobot.exitCode()).isZero();
      assertThat(nanobot.lines()).containsExactly("hello");
    }
  }

  @Test
  void programsOfToolsEndWithTheGateway() {
    try (NanobotProcess gateway = gateway()) {
      gateway.awaitLine("MCP server clock offers 1 tool(s)");
      List<ProcessHandle> programs = gateway.handle().descendants().toList();
      assertThat(programs).isNotEmpty();

      assertThat(gateway.terminate()).isZero();

      assertThat(programs).noneMatch(ProcessHandle::isAlive);
    }
  }

  @Test
  void programsOfToolsEndWithAGatewayThatIsKilled() {
    try (NanobotProcess gateway = gateway()) {
      gateway.awaitLine("MCP server clock offers 1 tool(s)");
      List<ProcessHandle> programs = gateway.handle().descendants().toList();

      gateway.signal("KILL");

      await().atMost(PATIENCE).until(() -> programs.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void tellsAllThatIsWrongWithTheConfigurationAtOnce() {
    Map<String, Object> agents = new LinkedHashMap<>();
    agents.put("default", "openai");
    agents.put("openai", Map.of("modell", "m", "baseUrl", "http://x/v1", "apiKey", KEY));
    agents.put(
        "other",
        Map.of("type", "openai", "model", "m", "baseUrl", "https://x/v1/chat/completions"));
    agents.put(
        "third",
        Map.of(
            "type",
            "openai",
            "model",
            "m",
            "mcpServers",
            Map.of("web", Map.of("args", List.of()))));
    Home home = home(agents);
    try (NanobotProcess check = home.run("config", "check")) {
      assertThat(check.exitCode()).isEqualTo(1);
      assertThat(check.output())
          .contains("Found 3 invalid setting(s)")
          .contains("agents.openai.modell", "Did you mean \"model\"?")
          .contains("baseUrl has to end before /chat/completions, which is added to it.")
          .contains("An MCP server has either a command, to start it, or a url, to reach it.")
          .doesNotContain(KEY)
          .doesNotContain("\tat ");
    }
  }

  private Map<String, Object> agent() {
    Map<String, Object> agent = new LinkedHashMap<>();
    agent.put("baseUrl", model.baseUrl());
    agent.put("apiKey", KEY);
    agent.put("model", "test-model");
    return agent;
  }

  private NanobotProcess gateway() {
    Map<String, Object> agent = agent();
    agent.put("mcpServers", Map.of("clock", ToolProgram.section()));
    return gateway(Map.of("default", "openai", "openai", agent));
  }

  private NanobotProcess gateway(Map<String, ?> agents) {
    return connected(home(agents));
  }

  private static NanobotProcess connected(Home home) {
    return home.gateway().awaitLine("DingTalk channel connected via Stream Mode");
  }

  private Home home(Map<String, ?> agents) {
    return home(agents, Home.dingtalk(simulator, HAN_MEIMEI));
  }

  private Home home(Map<String, ?> agents, Map<String, ?> dingtalk) {
    return new Home(directory)
        .withSections(Map.of("agents", agents, "channels", Map.of("dingtalk", dingtalk)));
  }

  private SentMessage saidIn(Conversation group) {
    String text = "@" + simulator.app().robotName() + " what is there?";
    return simulator.say(Utterance.by(simulator.person(HAN_MEIMEI), text).inGroup(group));
  }

  private String answer(String text) {
    return reply(simulator.say(HAN_MEIMEI, text)).text();
  }

  private Reply reply(SentMessage question) {
    return simulator.awaitReply(question, PATIENCE).orElseThrow();
  }
}
