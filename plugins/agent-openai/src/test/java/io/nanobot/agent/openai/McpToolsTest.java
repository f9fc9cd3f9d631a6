package io.nanobot.agent.openai;

import static io.nanobot.agent.openai.ModelServer.calls;
import static io.nanobot.agent.openai.ModelServer.error;
import static io.nanobot.agent.openai.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nanobot.api.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model uses the tools of MCP servers: real programs, and one over HTTP. */
@Timeout(90)
final class McpToolsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ModelServer.Script TOO_LONG =
      error(400, "maximum context length is 4096 tokens", "context_length_exceeded");

  private final ModelServer api = new ModelServer();
  private final Log log = new Log();

  @AfterEach
  void end() {
    api.close();
    log.close();
    assertThat(children()).isEmpty();
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current()
        .descendants()
        .filter(it -> it.info().commandLine().orElse("").contains("McpProgram"))
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  private Settings settings(String... arguments) {
    return Settings.of(api.baseUrl())
        .server("files", Settings.program(McpProgram.command(arguments), Map.of()));
  }

  private static String ask(OpenAiAgent agent, String text) throws Exception {
    HeardReply reply = HeardReply.of(agent, TestTurn.direct(text));
    return String.join("|", reply.messages());
  }

  private static String ask(Settings settings) throws Exception {
    try (OpenAiAgent agent = settings.agent()) {
      return ask(agent, "please");
    }
  }

  /** What the tool said, as the model was told in the last request. */
  private String told() {
    JsonNode messages = api.request(api.requests().size() - 1).path("messages");
    JsonNode last = messages.path(messages.size() - 1);
    assertThat(last.path("role").asText()).isEqualTo("tool");
    return last.path("content").asText();
  }

  @Test
  void offersTheToolsAndTellsTheModelWhatTheySay() throws Exception {
    api.then(calls("mcp_files_echo", "{\"text\":\"你好\"}"), says("done"));

    assertThat(ask(settings())).isEqualTo("done");

    List<String> offered = new ArrayList<>();
    api.request(0).path("tools").forEach(it -> offered.add(it.at("/function/name").asText()));
    assertThat(offered)
        .containsExactly(
            "mcp_files_echo",
            "mcp_files_fail",
            "mcp_files_hang",
            "mcp_files_die",
            "mcp_files_environment",
            "mcp_files_picture");
    JsonNode echo = api.request(0).at("/tools/0/function");
    assertThat(echo.path("description").asText()).isEqualTo("It does echo");
    assertThat(echo.at("/parameters/properties/text/type").asText()).isEqualTo("string");
    assertThat(told()).startsWith("你好 from ");
  }

  @Test
  void textBeforeAToolIsAParagraphOfTheAnswer() throws Exception {
    api.then(
        it ->
            it.begin()
                .words("Let me look.")
                .tool("call_1", "mcp_files_echo", "{}")
                .finish("tool_calls"),
        says("Found it."));

    assertThat(ask(settings())).isEqualTo("Let me look.\n\nFound it.");
  }

  @Test
  void offersOnlyTheToolsThatAreEnabled() throws Exception {
    api.then(says("done"));

    ask(
        Settings.of(api.baseUrl())
            .server("files", Settings.program(McpProgram.command(), Map.of(), "echo")));

    assertThat(api.request(0).path("tools")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "*, 6", "mcp_files_echo, 1", "echo fail, 2", "ekho, 0"})
  void understandsEnabledToolsAsThePythonNanobotDoes(String enabled, int offered) throws Exception {
    List<String> names = enabled.isEmpty() ? List.of() : List.of(enabled.split(" "));
    api.then(says("done"));

    ask(
        Settings.of(api.baseUrl())
            .server(
                "files",
                Settings.offering(names, Settings.program(McpProgram.command(), Map.of()))));

    assertThat(log.visible()).contains("MCP server files offers " + offered + " tool(s)");
    assertThat(api.request(0).path("tools")).hasSize(offered);
    assertThat(log.visible().contains("it has no tool [ekho]. Check enabledTools"))
        .isEqualTo(enabled.contains("ekho"));
  }

  @Test
  void cutsNoCharacterOfAResultInTwo() throws Exception {
    String most = "x".repeat(49_999);
    api.then(calls("mcp_files_echo", "{\"text\":\"" + most + "🐈\"}"), says("done"));

    assertThat(ask(settings())).isEqualTo("done");
    assertThat(told()).isEqualTo(most + "\n(cut off: the result is longer)");
  }

  @Test
  void leavesOutWhatIsLongestOfWhatItsToolsSaidIfThatIsTooLong() throws Exception {
    api.then(
        calls("mcp_files_echo", "{\"text\":\"" + "x".repeat(900) + "\"}"),
        calls("mcp_files_echo", "{\"text\":\"" + "y".repeat(100) + "\"}"),
        TOO_LONG,
        TOO_LONG,
        says("done"));
    HeardReply reply;
    try (OpenAiAgent agent = settings().agent()) {
      reply =
          HeardReply.of(
              agent,
              TestTurn.direct("please").after(TestTurn.exchange("Han Meimei", "1 + 1?", "2")));
    }

    assertThat(reply.messages()).containsExactly("done");
    assertThat(api.said(3, 1)).isEqualTo("please"); // what was said before is left out first
    assertThat(api.said(3, 3)).startsWith("xxx");
    assertThat(api.said(4, 3)).isEqualTo("(left out: too long)");
    assertThat(told()).startsWith("y".repeat(100));
    assertThat(log.visible()).contains("asking again with 0 earlier exchanges, 6 tools and 1");
  }

  @Test
  void tellsThatItIsTooLongEvenWithoutWhatItsToolsSaid() throws Exception {
    api.then(calls("mcp_files_echo", "{\"text\":\"" + "x".repeat(900) + "\"}"), TOO_LONG, TOO_LONG);

    assertThat(ask(settings()))
        .isEqualTo("Looking this up is too long for the model. Please ask for less at once.");
    assertThat(told()).isEqualTo("(left out: too long)");
    assertThat(log.visible())
        .contains("more text than the model can take, even without what its tools have said");
  }

  @Test
  void tellsTheModelThatAToolFailed() throws Exception {
    api.then(calls("mcp_files_fail", "{}"), says("sorry"));

    assertThat(ask(settings())).isEqualTo("sorry");
    assertThat(told()).isEqualTo("Error: it went wrong");
  }

  @Test
  void tellsTheModelThatItsArgumentsAreJunk() throws Exception {
    api.then(calls("mcp_files_echo", "{\"text\":"), says("sorry"));

    assertThat(ask(settings())).isEqualTo("sorry");
    assertThat(told()).isEqualTo("Error: these are not arguments that the tool takes.");
    assertThat(api.request(1).at("/messages/2/tool_calls/0/function/arguments").asText())
        .isEqualTo("{}");
  }

  @Test
  void tellsTheModelThatThereIsNoSuchTool() throws Exception {
    api.then(calls("rm_rf", "{}"), says("sorry"));

    assertThat(ask(settings())).isEqualTo("sorry");
    assertThat(told()).isEqualTo("Error: there is no tool of this name.");
  }

  @Test
  void describesWhatIsNoText() throws Exception {
    api.then(calls("mcp_files_picture", "{}"), says("nice"));

    assertThat(ask(settings())).isEqualTo("nice");
    assertThat(told()).isEqualTo("(image, which can not be shown here)");
  }

  @Test
  void tellsTheModelThatAToolHangsAndReplacesItsServer() throws Exception {
    api.then(calls("mcp_files_hang", "{}"), says("sorry"));
    try (OpenAiAgent agent = settings().toolTimeout(Duration.ofSeconds(2)).agent()) {
      await().atMost(PATIENCE).until(() -> log.visible().contains("offers 6 tool"));
      assertThat(ask(agent, "please")).isEqualTo("sorry");
      assertThat(told()).isEqualTo("Error: the tool took longer than 2 s.");

      await().atMost(PATIENCE).until(() -> count("offers 6 tool") == 2);
    }
  }

  @Test
  void aServerMayHaveATimeOfItsOwnForItsTools() throws Exception {
    api.then(calls("mcp_files_hang", "{}"), says("sorry"));
    McpServerConfig impatient =
        Settings.taking(Duration.ofSeconds(1), Settings.program(McpProgram.command(), Map.of()));
    try (OpenAiAgent agent = Settings.of(api.baseUrl()).server("files", impatient).agent()) {
      await().atMost(PATIENCE).until(() -> log.visible().contains("offers 6 tool"));

      assertThat(ask(agent, "please")).isEqualTo("sorry");
    }
    assertThat(told()).isEqualTo("Error: the tool took longer than 1 s.");
  }

  @Test
  void startsAServerAgainThatDied() throws Exception {
    api.then(
        calls("mcp_files_echo", "{}"),
        says("one"),
        calls("mcp_files_die", "{}"),
        says("two"),
        calls("mcp_files_echo", "{}"),
        says("three"));
    try (OpenAiAgent agent = settings().agent()) {
      assertThat(ask(agent, "first")).isEqualTo("one");
      String before = told();
      assertThat(ask(agent, "die")).isEqualTo("two");
      assertThat(told()).isEqualTo("Error: the server of this tool has failed.");
      await().atMost(PATIENCE).until(() -> count("offers 6 tool") == 2);
      assertThat(ask(agent, "again")).isEqualTo("three");
      assertThat(told()).startsWith(" from ").isNotEqualTo(before);
    }
    assertThat(log.visible())
        .contains("ended with exit code 7. Its last words: dying as asked; next attempt in 1 s");
  }

  @Test
  void worksOnWithoutAServerThatCanNotBeStarted() throws Exception {
    api.then(says("without tools"));

    assertThat(
            ask(
                Settings.of(api.baseUrl())
                    .server("files", Settings.program(List.of("no-such-program"), Map.of()))))
        .isEqualTo("without tools");
    assertThat(log.visible())
        .contains("MCP server files: the program no-such-program can not be started")
        .contains("Check command; next attempt in 1 s");
  }

  @Test
  void runsAProgramInItsFolder(@TempDir Path folder) throws Exception {
    api.then(calls("mcp_files_environment", "{}"), says("done"));
    McpServerConfig program = Settings.program(McpProgram.command(), Map.of());

    ask(Settings.of(api.baseUrl()).server("files", Settings.in(folder, program)));

    assertThat(List.of(told().split(","))).contains(folder.toRealPath().toString());
  }

  @Test
  void saysThatTheFolderOfAProgramIsNotThere(@TempDir Path folder) throws Exception {
    api.then(says("without tools"));
    McpServerConfig program = Settings.program(McpProgram.command(), Map.of());
    Path missing = folder.resolve("missing");

    assertThat(ask(Settings.of(api.baseUrl()).server("files", Settings.in(missing, program))))
        .isEqualTo("without tools");
    assertThat(log.visible())
        .contains(missing + " is no folder). Check cwd; next attempt in 1 s")
        .doesNotContain("Check command");
  }

  @Test
  void givesAProgramItsOwnEnvironmentAndNotThatOfTheGateway() throws Exception {
    assertThat(System.getenv()).as("something to hide").containsKey("PWD");
    api.then(calls("mcp_files_environment", "{}"), says("done"));

    ask(
        Settings.of(api.baseUrl())
            .server(
                "files",
                Settings.program(
                    McpProgram.command(), Map.of("TOKEN", Secret.of("env-token-0815")))));

    assertThat(List.of(told().split(","))).contains("PATH", "TOKEN").doesNotContain("PWD");
    assertThat(log.all()).doesNotContain("env-token-0815");
  }

  @Test
  void endsAProgramThatDoesNotWantTo() throws Exception {
    api.then(says("done"));

    ask(settings("stubborn")); // end() looks whether it is gone

    assertThat(log.visible()).contains("offers 6 tool");
  }

  @Test
  void stopsAModelThatOnlyEverAsksForTools() throws Exception {
    api.then(
        calls("mcp_files_echo", "{}"),
        calls("mcp_files_echo", "{}"),
        calls("mcp_files_echo", "{}"));

    assertThat(ask(settings().rounds(2)))
        .isEqualTo("The model used its tools 2 times without coming to an answer.");
    assertThat(api.request(1).path("tools")).isNotEmpty();
    assertThat(api.request(2).has("tools")).isFalse();
  }

  @Test
  void goesOnWithoutToolsIfTheModelTakesNone() throws Exception {
    api.then(error(400, "gemma does not support tools", "api_error"), says("without"));

    assertThat(ask(settings())).isEqualTo("without");
    assertThat(api.request(1).has("tools")).isFalse();
    assertThat(log.visible()).contains("leave mcpServers out");
  }

  @Test
  void anInterruptEndsTheWaitForATool() throws Exception {
    api.then(calls("mcp_files_hang", "{}"));
    try (OpenAiAgent agent = settings().agent()) {
      interruptDuring(agent, () -> log.all().contains("calling hang"));
    }
  }

  @Test
  void anInterruptTellsTheProgramThatNobodyWaitsForTheTool() throws Exception {
    api.then(calls("mcp_files_hang", "{\"text\":\"politely\"}"));
    try (OpenAiAgent agent = settings().agent()) {
      interruptDuring(agent, () -> log.all().contains("hangs politely"));

      await().until(() -> log.all().contains("cancelled: The answer is not wanted any more"));
    }
  }

  @Test
  void anInterruptTellsAServerOverHttpThatNobodyWaitsForTheTool() throws Exception {
    api.then(calls("mcp_web_hang", "{\"text\":\"politely\"}"));
    try (McpHttp http = new McpHttp(200);
        OpenAiAgent agent =
            Settings.of(api.baseUrl())
                .server("web", Settings.address(http.url(), Map.of()))
                .agent()) {
      interruptDuring(
          agent, () -> http.messages().stream().anyMatch(it -> it.contains("politely")));

      await()
          .until(
              () ->
                  http.messages().stream().anyMatch(it -> it.contains("notifications/cancelled")));
    }
  }

  /** Interrupts a turn as soon as something has come about, which ends it. */
  private static void interruptDuring(OpenAiAgent agent, Callable<Boolean> moment)
      throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread turn =
        new Thread(
            () -> {
              try {
                agent.respond(TestTurn.direct("please"), new HeardReply());
              } catch (Exception e) {
                interrupted.set(e instanceof InterruptedException);
              }
            });
    turn.start();
    await().atMost(PATIENCE).until(moment);

    turn.interrupt();

    turn.join(5_000);
    assertThat(interrupted).isTrue();
  }

  @Test
  void usesToolsOverHttp() throws Exception {
    api.then(calls("mcp_web_echo", "{\"text\":\"hi\"}"), says("done"));
    try (McpHttp http = new McpHttp(200)) {
      assertThat(
              ask(
                  Settings.of(api.baseUrl())
                      .server(
                          "web",
                          Settings.address(
                              http.url(),
                              Map.of("Authorization", Secret.of("Bearer http-token-0815"))))))
          .isEqualTo("done");
      assertThat(told()).startsWith("hi from ");
      assertThat(http.headers())
          .allSatisfy(
              it -> assertThat(it.getFirst("Authorization")).isEqualTo("Bearer http-token-0815"));
    }
    assertThat(log.all()).doesNotContain("http-token-0815").doesNotContain("sk-in-the-query");
  }

  @Test
  void tellsTheOperatorThatAServerOverHttpRefuses() throws Exception {
    api.then(says("without"));
    try (McpHttp http = new McpHttp(401)) {
      assertThat(
              ask(Settings.of(api.baseUrl()).server("web", Settings.address(http.url(), Map.of()))))
          .isEqualTo("without");
    }
    assertThat(log.visible()).contains("answers with HTTP 401. Check url and headers");
    assertThat(log.all()).doesNotContain("sk-in-the-query");
  }

  @Test
  void tellsTheModelThatAToolOverHttpHangs() throws Exception {
    api.then(calls("mcp_web_hang", "{}"), says("sorry"));
    try (McpHttp http = new McpHttp(200)) {
      Settings settings =
          Settings.of(api.baseUrl())
              .server("web", Settings.address(http.url(), Map.of()))
              .toolTimeout(Duration.ofSeconds(1));
      try (OpenAiAgent agent = settings.agent()) {
        assertThat(ask(agent, "please")).isEqualTo("sorry");
      }
    }
    assertThat(told()).isEqualTo("Error: the tool took longer than 1 s.");
  }

  @Test
  void connectsAgainToAServerOverHttpThatWasAway() throws Exception {
    McpHttp first = new McpHttp(200);
    api.then(calls("mcp_web_echo", "{}"), says("one"), calls("mcp_web_echo", "{}"), says("two"));
    Settings settings =
        Settings.of(api.baseUrl()).server("web", Settings.address(first.url(), Map.of()));
    try (OpenAiAgent agent = settings.agent()) {
      assertThat(ask(agent, "please")).isEqualTo("one");
      first.close();
      assertThat(ask(agent, "please")).isEqualTo("two");
      assertThat(told()).isEqualTo("Error: the server of this tool has failed.");
      await().atMost(PATIENCE).until(() -> log.visible().contains("can not be reached"));

      try (McpHttp second = new McpHttp(first.url().getPort(), 200)) {
        await().atMost(PATIENCE).until(() -> count("offers 6 tool") == 2);
        assertThat(second.headers()).isNotEmpty();
      }
    }
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    var before = Thread.getAllStackTraces().keySet();
    api.then(says("done"));
    try (McpHttp http = new McpHttp(200)) {
      ask(Settings.of(api.baseUrl()).server("web", Settings.address(http.url(), Map.of())));
    }
    api.then(says("done"));
    ask(settings());

    // A pool has ended when its threads have no work, which is just before they end.
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(it -> !before.contains(it))
                    .extracting(Thread::getName)
                    .noneMatch(it -> it.startsWith("openai") || it.startsWith("HttpClient")));
  }

  private long count(String text) {
    return log.visible().lines().filter(it -> it.contains(text)).count();
  }
}
