package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.dingtalk.simulator.Conversation;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.Reply;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.Utterance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private NanobotProcess gateway() {
    Map<String, Object> agent = new LinkedHashMap<>();
    agent.put("baseUrl", model.baseUrl());
    agent.put("apiKey", KEY);
    agent.put("model", "test-model");
    agent.put("mcpServers", Map.of("clock", ToolProgram.section()));
    return gateway(Map.of("default", "openai", "openai", agent));
  }

  private NanobotProcess gateway(Map<String, ?> agents) {
    return home(agents).gateway().awaitLine("DingTalk channel connected via Stream Mode");
  }

  private Home home(Map<String, ?> agents) {
    Map<String, Object> dingtalk = Home.dingtalk(simulator, HAN_MEIMEI);
    return new Home(directory)
        .withSections(Map.of("agents", agents, "channels", Map.of("dingtalk", dingtalk)));
  }

  private SentMessage saidIn(Conversation group) {
    String text = "@" + simulator.app().robotName() + " what is there?";
    return simulator.say(Utterance.by(simulator.person(HAN_MEIMEI), text).inGroup(group));
  }

  private Reply reply(SentMessage question) {
    return simulator.awaitReply(question, PATIENCE).orElseThrow();
  }
}
