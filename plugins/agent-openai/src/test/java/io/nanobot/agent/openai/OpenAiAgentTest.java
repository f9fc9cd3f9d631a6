package io.nanobot.agent.openai;

import static io.nanobot.agent.openai.ModelServer.breaks;
import static io.nanobot.agent.openai.ModelServer.endsEarly;
import static io.nanobot.agent.openai.ModelServer.error;
import static io.nanobot.agent.openai.ModelServer.refuses;
import static io.nanobot.agent.openai.ModelServer.says;
import static io.nanobot.agent.openai.ModelServer.silent;
import static io.nanobot.agent.openai.ModelServer.stalls;
import static io.nanobot.agent.openai.TestTurn.exchange;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.message.Attachment;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent against an API that streams, stalls, fails and talks nonsense. */
@Timeout(60)
final class OpenAiAgentTest {
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir private Path folder;

  private final ModelServer api = new ModelServer();
  private final Log log = new Log();

  @AfterEach
  void end() {
    api.close();
    log.close();
    assertThat(log.all()).doesNotContain(Settings.KEY);
  }

  private Settings settings() {
    return Settings.of(api.baseUrl());
  }

  private static HeardReply ask(Settings settings, TestTurn turn) throws Exception {
    try (OpenAiAgent agent = settings.agent()) {
      return HeardReply.of(agent, turn);
    }
  }

  private HeardReply ask(String text) throws Exception {
    return ask(settings(), TestTurn.direct(text));
  }

  @Test
  void streamsTheAnswerInOneMessage() throws Exception {
    api.then(says("Hel", "lo ", "you"));

    HeardReply reply = ask("hello");

    assertThat(reply.messages()).containsExactly("Hello you");
    assertThat(reply.pieces()).containsExactly("Hel", "lo ", "you");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void readsEventsInWhateverFormTheyAreWritten(String beginning, UnaryOperator<String> form)
      throws Exception {
    api.then(it -> it.begin().raw(beginning).form(form).words("Hel", "lo").finish("stop"));

    assertThat(ask("hello").messages()).containsExactly("Hello");
    assertThat(api.requests()).hasSize(1);
  }

  private static Stream<Arguments> forms() {
    return Stream.of(
        form("lines end with CR and LF", "", data -> "data: " + data + "\r\n\r\n"),
        form("lines end with CR", "", data -> "data: " + data + "\r\r"),
        form("comments", ": OPENROUTER PROCESSING\n\n", data -> ":\ndata: " + data + "\n: x\n\n"),
        form("a byte order mark", "\ufeff", data -> "data: " + data + "\n\n"),
        form("a mark before a comment", "\ufeff: hello\n\n", data -> "data: " + data + "\n\n"),
        form(
            "data in several lines",
            "",
            data -> "data: " + data.replace(",\"", "\ndata: ,\ndata: \"") + "\n\n"),
        form("empty events", "\n\n", data -> "data:\n\ndata\n\nevent: x\n\ndata: " + data + "\n\n"),
        form("no blank", "", data -> "data:" + data + "\n\n"),
        form(
            "all fields", "retry: 9\n\n", data -> "id: 7\nevent: message\ndata: " + data + "\n\n"));
  }

  private static Arguments form(String name, String beginning, UnaryOperator<String> form) {
    return Arguments.of(Named.of(name, beginning), form);
  }

  @Test
  void asksAsConfigured() throws Exception {
    api.then(says("hi"));

    ask("hello");

    var request = api.request(0);
    assertThat(request.path("model").asText()).isEqualTo("test-model");
    assertThat(request.path("stream").asBoolean()).isTrue();
    assertThat(request.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(request.path("max_tokens").asInt()).isEqualTo(100);
    assertThat(request.has("tools")).isFalse();
    assertThat(api.said(0, 0)).startsWith("You are a test.");
    assertThat(api.said(0, 1)).isEqualTo("hello");
    assertThat(api.headers().get(0).getFirst("Authorization")).isEqualTo("Bearer " + Settings.KEY);
    assertThat(api.headers().get(0).getFirst("User-Agent")).isEqualTo("nanobot");
    assertThat(api.headers().get(0)).doesNotContainKey("Upgrade");
  }

  @Test
  void namesItsModel() {
    try (OpenAiAgent agent = settings().agent()) {
      assertThat(agent.model()).contains("test-model");
    }
  }

  @Test
  void tellsWhatWasSaidBefore() throws Exception {
    api.then(says("7"));

    ask(settings(), TestTurn.direct("and 3 + 4?").after(exchange("Han Meimei", "1 + 1?", "2")));

    assertThat(api.said(0, 1)).isEqualTo("1 + 1?");
    assertThat(api.request(0).path("messages").path(2).path("role").asText())
        .isEqualTo("assistant");
    assertThat(api.said(0, 2)).isEqualTo("2");
    assertThat(api.said(0, 3)).isEqualTo("and 3 + 4?");
  }

  @Test
  void keepsReasoningToItself() throws Exception {
    api.then(
        it ->
            it.begin()
                .delta("{\"reasoning_content\":\"let me see\"}", "null")
                .words("<th", "ink>she says hello</thi", "nk>\n\n", "Hello")
                .finish("stop"));

    HeardReply reply = ask("hello");

    assertThat(reply.messages()).containsExactly("Hello");
  }

  @Test
  void saysThatAnAnswerWasCutOffByItsLimit() throws Exception {
    api.then(it -> it.begin().words("A long st").finish("length"));

    assertThat(ask("a story").messages())
        .containsExactly(
            "A long st\n\n(The answer is longer than it may be, and was cut off here.)");
  }

  @Test
  void saysThatAnAnswerWasHeldBack() throws Exception {
    api.then(it -> it.begin().finish("content_filter"));

    assertThat(ask("hello").messages())
        .containsExactly("The model's provider held the answer back because of its content.");
  }

  @ParameterizedTest
  @MethodSource("strikesOfAFilter")
  void takesBackWhatWasShownOnceAFilterStrikes(ModelServer.Script strike, String toPeople)
      throws Exception {
    api.then(strike);

    HeardReply reply = ask("my secret question");

    assertThat(reply.pieces()).containsExactly("Once upon");
    assertThat(reply.messages())
        .containsExactly("The model's provider " + toPeople + " because of its content.");
    assertThat(log.visible()).contains("Agent openai has no answer", "content");
    assertThat(api.requests()).hasSize(1);
  }

  private static Stream<Arguments> strikesOfAFilter() {
    ModelServer.Script finish = it -> it.begin().words("Once upon").finish("content_filter");
    ModelServer.Script event =
        it ->
            it.begin()
                .words("Once upon")
                .event(
                    "{\"error\":{\"code\":\"data_inspection_failed\",\"param\":null,"
                        + "\"message\":\"Output data may contain inappropriate content.\","
                        + "\"type\":\"data_inspection_failed\"}}");
    return Stream.of(
        Arguments.of(Named.of("at the end", finish), "held the answer back"),
        Arguments.of(Named.of("as an event", event), "refused this"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void tellsTheOperatorThatTheAddressRedirects(int status) throws Exception {
    api.then(
        it -> it.header("Location", api.baseUrl() + "/chat/completions").refuse(status, "{}"),
        says("not asked"));

    assertThat(ask("hello").messages())
        .containsExactly(
            "The model can not be reached. Whoever runs the bot finds the reason in its log.");
    assertThat(log.visible())
        .contains("HTTP " + status + ": configure the address that it redirects to as baseUrl");
    assertThat(api.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | Incorrect API key provided: sk-test-4711-do-not-tell | invalid_api_key | check its key | HTTP 401 (invalid_api_key, invalid_request_error): the API refuses the key. Check apiKey
          403 | You are not allowed to sample from this model | forbidden | check its key | HTTP 403
          402 | Insufficient Balance | invalid_request_error | credit | no credit left
          429 | You exceeded your current quota | insufficient_quota | credit | no credit left
          404 | The model `test-model` does not exist | model_not_found | does not exist | there is no model "test-model". Check model
          400 | Model Not Exist | invalid_request_error | does not exist | there is no model "test-model". Check model
          404 | Not Found | none | does not exist | Check baseUrl, which for most services ends in /v1
          400 | Input data may contain inappropriate content | data_inspection_failed | because of its content | content filter
          400 | Unsupported parameter: 'max_tokens' | unsupported_parameter | did not accept this | HTTP 400 (unsupported_parameter
          """)
  void tellsPeopleAndTheOperatorWhyTheApiRefused(
      int status, String message, String code, String toPeople, String toOperator)
      throws Exception {
    api.then(error(status, message, code));

    HeardReply reply = ask("my secret question");

    assertThat(reply.messages()).singleElement().asString().contains(toPeople);
    assertThat(log.visible()).contains(toOperator, api.baseUrl().toString());
    assertThat(log.all()).doesNotContain("my secret question");
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void asksAgainWhenTheApiHasFailed() throws Exception {
    api.then(refuses(500, "oops"), refuses(503, "{}"), says("there"));

    assertThat(ask("hello").messages()).containsExactly("there");
    assertThat(api.requests()).hasSize(3);
  }

  @Test
  void asksNoMoreOftenThanConfigured() throws Exception {
    api.then(refuses(500, "oops"), refuses(500, "oops"), says("too late"));

    HeardReply reply = ask(settings().retries(1), TestTurn.direct("hello"));

    assertThat(reply.messages())
        .containsExactly("The model's service has failed. Please try again later.");
    assertThat(api.requests()).hasSize(2);
  }

  @Test
  void waitsAsLongAsABusyApiAsks() throws Exception {
    api.then(it -> it.header("Retry-After", "1").refuse(429, "{}"), says("there"));

    long began = System.nanoTime();
    assertThat(ask("hello").messages()).containsExactly("there");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void tellsPeopleWhenABusyApiWantsToBeLeftAloneForLong() throws Exception {
    api.then(it -> it.header("Retry-After", "90").refuse(429, "{}"), says("too early"));

    assertThat(ask("hello").messages())
        .containsExactly("The model is busy. Please try again in 90 seconds.");
  }

  @Test
  void tellsThatTheModelIsSilent() throws Exception {
    api.then(silent(), says("not asked"));

    HeardReply reply = ask(settings().timeout(SOON), TestTurn.direct("hello"));

    assertThat(reply.messages())
        .containsExactly("The model took longer than 2 s. Please try again.");
    assertThat(log.visible()).contains("no word for 2 s");
  }

  @Test
  void keepsWhatWasSaidBeforeTheModelFellSilent() throws Exception {
    api.then(stalls("Once upon"), says("Once upon a time"));

    HeardReply reply = ask(settings().timeout(SOON), TestTurn.direct("a story"));

    assertThat(reply.messages())
        .containsExactly(
            "Once upon\n\n(The answer breaks off here. The model took longer than 2 s. Please try"
                + " again.)");
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void repeatsNothingThatPeopleHaveSeenWhenTheConnectionBreaks() throws Exception {
    api.then(breaks("Once upon"), says("Once upon a time"));

    assertThat(ask("a story").messages())
        .containsExactly(
            "Once upon\n\n(The answer breaks off here. The connection to the model was lost.)");
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void asksAgainWhenTheConnectionBreaksBeforeTheFirstWord() throws Exception {
    api.then(breaks(), says("there"));

    assertThat(ask("hello").messages()).containsExactly("there");
  }

  @Test
  void takesNoStreamForCompleteThatEndsTooEarly() throws Exception {
    api.then(endsEarly("Once upon"));

    assertThat(ask("a story").messages()).singleElement().asString().contains("breaks off here");
    assertThat(log.visible()).contains("the stream ended before the answer did");
  }

  @Test
  void takesAnEventThatIsCutInACharacterForABrokenConnection() throws Exception {
    byte[] event = "data: {\"choices\":[{\"delta\":{\"content\":\"é".getBytes(UTF_8);
    byte[] half = Arrays.copyOf(event, event.length - 1);
    api.then(it -> it.begin().words("Once upon").raw(half));

    assertThat(ask("a story").messages())
        .containsExactly(
            "Once upon\n\n(The answer breaks off here. The connection to the model was lost.)");
    assertThat(log.visible()).contains("the stream ended before the answer did");
  }

  @Test
  void asksAgainWhenTheStreamIsCutInTheRequestForATool() throws Exception {
    api.then(it -> it.begin().tool("call_1", "mcp_files_echo", "{\"te"), says("there"));

    assertThat(ask("hello").messages()).containsExactly("there");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesACompleteAnswerAlthoughTheServerDoesNotEndIt(boolean done) throws Exception {
    api.then(
        it -> {
          it.begin().words("Hello").delta("{}", "\"stop\"");
          if (done) {
            it.event("[DONE]");
          }
          it.await();
        });
    Duration timeout = done ? Duration.ofSeconds(30) : SOON;

    long began = System.nanoTime();
    HeardReply reply = ask(settings().timeout(timeout), TestTurn.direct("hello"));

    assertThat(reply.messages()).containsExactly("Hello");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void doesNotBeginAnewWithLessOnceAWordWasShown() throws Exception {
    api.then(
        it ->
            it.begin()
                .words("Once upon")
                .event("{\"error\":{\"message\":\"context size exceeded\",\"code\":400}}"),
        says("Once upon a time"));

    HeardReply reply =
        ask(settings(), TestTurn.direct("a story").after(exchange("a", "first", "1")));

    assertThat(reply.messages())
        .singleElement()
        .asString()
        .startsWith("Once upon\n\n(The answer breaks off here. This is too long for the model.");
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void tellsThatNothingListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    HeardReply reply =
        ask(
            Settings.of(URI.create("http://127.0.0.1:" + port + "/v1")).retries(0),
            TestTurn.direct("hello"));

    assertThat(reply.messages())
        .containsExactly("The model can not be reached. Please try again later.");
    assertThat(log.visible()).contains("nothing accepts connections there", "127.0.0.1:" + port);
  }

  @Test
  void tellsThatTheHostIsUnknown() throws Exception {
    ask(Settings.of(URI.create("http://model.invalid/v1")).retries(0), TestTurn.direct("hello"));

    assertThat(log.visible()).contains("the host's name is unknown. Check baseUrl and DNS");
  }

  @Test
  void tellsThatTheConnectionIsNotSecure() throws Exception {
    ExecutorService server = Executors.newSingleThreadExecutor();
    try (ServerSocket socket = new ServerSocket(0)) {
      var plain =
          server.submit(
              () -> {
                try (Socket client = socket.accept()) {
                  client
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                  return client.getInputStream().readAllBytes();
                }
              });
      URI https = URI.create("https://127.0.0.1:" + socket.getLocalPort() + "/v1");

      ask(Settings.of(https).retries(0), TestTurn.direct("hello"));

      assertThat(plain.get(5, TimeUnit.SECONDS)).isNotEmpty();
    } finally {
      server.shutdownNow();
    }
    assertThat(log.visible()).contains("no secure connection", "https in baseUrl");
  }

  @ParameterizedTest
  @CsvSource({
    "data: this is no JSON, an event that is no JSON object",
    "data: [1], an event that is no JSON object",
    "data: {\"choices\":7}, an event of another form. Check whether baseUrl",
    "data: {}, the stream ended before the answer did",
    "hello, the stream ended before the answer did",
  })
  void tellsThatTheAnswerIsJunk(String line, String why) throws Exception {
    api.then(it -> it.begin().raw(line + "\n\n"));

    HeardReply reply = ask(settings().retries(0), TestTurn.direct("hello"));

    assertThat(reply.messages()).hasSize(1);
    assertThat(log.visible()).contains(why);
  }

  @Test
  void tellsThatItIsNoSuchApi() throws Exception {
    api.then(it -> it.answer(200, "text/html", "<html>Welcome</html>"));

    assertThat(ask("hello").messages()).containsExactly("The model's answer can not be read.");
    assertThat(log.visible()).contains("text/html instead of a stream of events. Check whether");
  }

  @Test
  void findsAnErrorInsideAStream() throws Exception {
    api.then(it -> it.begin().event("{\"error\":{\"message\":\"overloaded\",\"code\":502}}"));

    HeardReply reply = ask(settings().retries(0), TestTurn.direct("hello"));

    assertThat(reply.messages())
        .containsExactly("The model's service has failed. Please try again later.");
  }

  @Test
  void tellsThatTheAnswerIsEmpty() throws Exception {
    api.then(says());

    HeardReply reply = ask(settings().retries(0), TestTurn.direct("hello"));

    assertThat(reply.messages())
        .containsExactly("The model gave an empty answer. Please try again.");
  }

  @Test
  void forgetsTheOldestWhenTheConversationIsTooLong() throws Exception {
    api.then(
        error(400, "This model's maximum context length is 10 tokens", "context_length_exceeded"),
        says("short"));

    HeardReply reply =
        ask(
            settings(),
            TestTurn.direct("and now?")
                .after(
                    exchange("a", "first", "1"),
                    exchange("a", "second", "2"),
                    exchange("a", "third", "3")));

    assertThat(reply.messages()).containsExactly("short");
    assertThat(api.request(1).path("messages")).hasSize(4);
    assertThat(api.said(1, 1)).isEqualTo("third");
  }

  @Test
  void tellsThatAMessageIsTooLongByItself() throws Exception {
    var tooLong = error(400, "Range of input length should be [1, 10]", "invalid_parameter_error");
    api.then(tooLong, tooLong, says("not asked"));

    HeardReply reply = ask(settings(), TestTurn.direct("long").after(exchange("a", "first", "1")));

    assertThat(reply.messages())
        .singleElement()
        .asString()
        .startsWith("This is too long for the model.");
    assertThat(api.requests()).hasSize(2);
  }

  private Attachment picture() throws Exception {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'};
    return new Attachment(
        Attachment.Kind.IMAGE,
        "cat.png",
        Optional.empty(),
        Files.write(folder.resolve("cat.png"), png).toUri().toString());
  }

  @Test
  void showsPicturesToTheModel() throws Exception {
    api.then(says("a cat"));

    ask(settings(), TestTurn.direct("what is it?").with(picture()));

    assertThat(api.request(0).at("/messages/1/content/1/image_url/url").asText())
        .isEqualTo("data:image/png;base64,iVBORw0KGgo=");
  }

  @Test
  void goesOnWithoutPicturesIfTheModelTakesNone() throws Exception {
    api.then(error(400, "unknown variant `image_url`, expected `text`", "none"), says("what?"));

    HeardReply reply = ask(settings(), TestTurn.direct("what is it?").with(picture()));

    assertThat(reply.messages()).containsExactly("what?");
    assertThat(api.said(1, 1)).contains("it is a picture, which the model can not see");
    assertThat(log.visible()).contains("Set images to false");
  }

  @Test
  void doesNotShowPicturesThatAreNotWanted() throws Exception {
    api.then(says("what?"));

    ask(settings().images(false), TestTurn.direct("what is it?").with(picture()));

    assertThat(api.request(0).at("/messages/1/content").isTextual()).isTrue();
  }

  @Test
  void anInterruptEndsTheRequestBeforeTheFirstWord() throws Exception {
    interruptDuring(it -> it.begin().commentUntilLost(), reply -> api.requests().size() == 1);
  }

  @Test
  void anInterruptEndsTheRequestInTheMiddle() throws Exception {
    interruptDuring(
        it -> it.begin().words("Once").commentUntilLost(), reply -> !reply.pieces().isEmpty());
  }

  private interface Moment {
    boolean hasCome(HeardReply reply);
  }

  private void interruptDuring(ModelServer.Script script, Moment moment) throws Exception {
    api.then(script);
    ExecutorService host = Executors.newSingleThreadExecutor();
    AtomicReference<HeardReply> reply = new AtomicReference<>();
    AtomicReference<Exception> end = new AtomicReference<>();
    try (OpenAiAgent agent = settings().agent()) {
      Future<?> turn =
          host.submit(
              () -> {
                reply.set(new HeardReply());
                try {
                  agent.respond(TestTurn.direct("a story"), reply.get());
                } catch (Exception e) {
                  end.set(e);
                }
              });
      await().until(() -> reply.get() != null && moment.hasCome(reply.get()));
      turn.cancel(true);
      assertThat(api.lost().await(5, TimeUnit.SECONDS)).isTrue();
      await().until(() -> end.get() != null);
      assertThat(end.get()).isInstanceOf(InterruptedException.class);
      assertThat(reply.get().messages()).isEmpty();
    } finally {
      host.shutdownNow();
    }
  }

  @Test
  void closingEndsTheTurnsThatAreOpen() throws Exception {
    api.then(silent());
    ExecutorService host = Executors.newSingleThreadExecutor();
    AtomicReference<Exception> end = new AtomicReference<>();
    OpenAiAgent agent = settings().agent();
    var turn =
        host.submit(
            () -> {
              try {
                agent.respond(TestTurn.direct("hello"), new HeardReply());
              } catch (Exception e) {
                end.set(e);
              }
            });
    await().until(() -> api.requests().size() == 1);

    agent.close();

    turn.get(1, TimeUnit.SECONDS);
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    host.shutdownNow();
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    api.then(says("hi"));
    var before = Thread.getAllStackTraces().keySet();

    ask("hello");

    // A pool has ended when its threads have no work, which is just before they end.
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(it -> !before.contains(it))
                    .extracting(Thread::getName)
                    .noneMatch(it -> it.startsWith("openai") || it.startsWith("HttpClient")));
  }

  @Test
  void turnsOfManyConversationsRunSideBySide() throws Exception {
    int many = 12;
    for (int i = 0; i < many; i++) {
      api.then(says("yes"));
    }
    ExecutorService host = Executors.newFixedThreadPool(many);
    try (OpenAiAgent agent = settings().agent()) {
      List<Future<List<String>>> turns =
          IntStream.range(0, many)
              .mapToObj(
                  i ->
                      host.submit(
                          () -> {
                            HeardReply reply = new HeardReply();
                            agent.respond(TestTurn.direct("hello " + i), reply);
                            return reply.messages();
                          }))
              .toList();
      for (Future<List<String>> turn : turns) {
        assertThat(turn.get(20, TimeUnit.SECONDS)).containsExactly("yes");
      }
    } finally {
      host.shutdownNow();
    }
  }
}
