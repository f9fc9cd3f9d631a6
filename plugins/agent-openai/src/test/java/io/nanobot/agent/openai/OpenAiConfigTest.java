package io.nanobot.agent.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Secret;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAiConfigTest {
  private static final URI OPENAI = URI.create("https://api.openai.com/v1");
  private static final McpServerConfig SERVER = Settings.program(List.of("npx"), Map.of());

  private static OpenAiConfig config(URI baseUrl, Optional<String> key, double temperature) {
    return new OpenAiConfig(
        baseUrl,
        key.map(Secret::of),
        "gpt",
        "Be kind.",
        true,
        Optional.of(temperature),
        Optional.empty(),
        Duration.ofSeconds(120),
        2,
        Map.of("files", SERVER),
        Duration.ofSeconds(30),
        20);
  }

  @Test
  void takesAServerInTheOwnNetworkWithoutKey() {
    assertThat(config(URI.create("http://192.168.1.5:11434/v1"), Optional.empty(), 0).baseUrl())
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.openai.com/v1", "ftp://x/v1", "https:/v1", "https://"})
  void refusesAnAddressThatIsNone(String address) {
    URI url = address.equals("https://") ? URI.create("") : URI.create(address);
    assertThatThrownBy(() -> config(url, Optional.empty(), 1))
        .hasMessage("baseUrl has to be an address that begins with https:// or http://.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://me:secret@x/v1", "https://x/v1?key=secret", "https://x/v1#secret"})
  void refusesAnAddressThatHoldsSomethingElse(String address) {
    assertThatThrownBy(() -> config(URI.create(address), Optional.empty(), 1))
        .hasMessageContaining("A key belongs into apiKey")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesTheAddressOfTheCallItself() {
    assertThatThrownBy(
            () -> config(URI.create("https://x/v1/chat/completions"), Optional.empty(), 1))
        .hasMessageContaining("has to end before /chat/completions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "sk-secret\n", "Bearer sk-secret", "sk-secrét"})
  void refusesAKeyThatNoRequestCanCarry(String key) {
    assertThatThrownBy(() -> config(OPENAI, Optional.of(key), 1))
        .hasMessageStartingWith("apiKey is empty, or has a blank")
        .hasMessageNotContaining("secr");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 2.1, Double.NaN})
  void refusesATemperatureOutOfRange(double temperature) {
    assertThatThrownBy(() -> config(OPENAI, Optional.empty(), temperature))
        .hasMessage("temperature has to be a number from 0 to 2.");
  }

  @Test
  void refusesNumbersAndTimesThatMakeNoSense() {
    Settings settings = Settings.of(OPENAI);
    assertThatThrownBy(() -> settings.retries(11).config()).hasMessageContaining("retries");
    assertThatThrownBy(() -> settings.retries(-1).config()).hasMessageContaining("retries");
    assertThatThrownBy(() -> settings.rounds(0).config()).hasMessageContaining("maxToolRounds");
    assertThatThrownBy(() -> settings.timeout(Duration.ZERO).config())
        .hasMessage("timeout has to be from 100ms to 30m.");
    assertThatThrownBy(() -> settings.toolTimeout(Duration.ofHours(1)).config())
        .hasMessage("toolTimeout has to be from 100ms to 30m.");
  }

  @Test
  void refusesAServerNameThatNoToolCanHave() {
    assertThatThrownBy(() -> Settings.of(OPENAI).server("my files", SERVER).config())
        .hasMessageContaining("1 to 32 letters");
  }

  @Test
  void refusesAServerThatIsBothOrNeither() {
    assertThatThrownBy(() -> server(Optional.empty(), Optional.empty(), Map.of(), Map.of()))
        .hasMessageContaining("either a command, to start it, or a url");
    assertThatThrownBy(() -> server(Optional.of("npx"), Optional.of(OPENAI), Map.of(), Map.of()))
        .hasMessageContaining("either a command, to start it, or a url");
  }

  @Test
  void refusesWhatBelongsToTheOtherKindOfServer() {
    Map<String, Secret> some = Map.of("TOKEN", Secret.of("x"));
    assertThatThrownBy(() -> server(Optional.empty(), Optional.of(OPENAI), some, Map.of()))
        .hasMessage("args, env and cwd are for a command, not for a url.");
    assertThatThrownBy(() -> server(Optional.of("npx"), Optional.empty(), Map.of(), some))
        .hasMessage("headers are for a url, not for a command.");
  }

  @Test
  void refusesAFolderForAnAddress() {
    McpServerConfig address = Settings.address(OPENAI, Map.of());
    assertThatThrownBy(() -> Settings.in(Path.of("/srv"), address))
        .hasMessage("args, env and cwd are for a command, not for a url.");
  }

  @Test
  void takesTheTypeThatThePythonNanobotKnowsIfItIsRight() {
    assertThat(typed(Optional.of("npx"), Optional.empty(), "stdio").type()).contains("stdio");
    assertThat(typed(Optional.empty(), Optional.of(OPENAI), "streamableHttp").type()).isPresent();
    assertThatThrownBy(() -> typed(Optional.empty(), Optional.of(OPENAI), "sse"))
        .hasMessageContaining("older transport, which is not supported");
    for (String wrong : List.of("streamableHttp", "sdtio")) {
      assertThatThrownBy(() -> typed(Optional.of("npx"), Optional.empty(), wrong))
          .hasMessageStartingWith("type has to be stdio with a command");
    }
  }

  @Test
  void refusesATimeOfAServerThatMakesNoSense() {
    assertThatThrownBy(
            () ->
                new McpServerConfig(
                    Optional.of("npx"),
                    List.of(),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    Optional.of(Duration.ZERO),
                    Optional.empty()))
        .hasMessage("toolTimeout has to be from 100ms to 30m.");
  }

  @Test
  void refusesAHeaderWithoutShowingItsValue() {
    assertThatThrownBy(
            () ->
                server(
                    Optional.empty(),
                    Optional.of(OPENAI),
                    Map.of(),
                    Map.of("Authorization", Secret.of("Bearer\nsecret"))))
        .hasMessageContaining("The header Authorization can not be sent")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(
            () ->
                server(
                    Optional.empty(),
                    Optional.of(OPENAI),
                    Map.of(),
                    Map.of("Host", Secret.of("x"))))
        .hasMessageContaining("The header Host can not be sent");
  }

  @Test
  void refusesAddressesAndNamesThatCanNotBe() {
    assertThatThrownBy(
            () -> server(Optional.empty(), Optional.of(URI.create("ws://x")), Map.of(), Map.of()))
        .hasMessageContaining("url has to be an address");
    assertThatThrownBy(() -> server(Optional.of(" "), Optional.empty(), Map.of(), Map.of()))
        .hasMessage("command is empty.");
    assertThatThrownBy(
            () ->
                server(
                    Optional.of("npx"), Optional.empty(), Map.of("A=B", Secret.of("x")), Map.of()))
        .hasMessage("env has a name that no variable can have.");
  }

  @Test
  void showsNoSecret() {
    McpServerConfig server =
        Settings.program(List.of("npx"), Map.of("TOKEN", Secret.of("very-secret")));
    assertThat(Settings.of(OPENAI).server("files", server).config().toString())
        .doesNotContain("very-secret")
        .doesNotContain(Settings.KEY);
  }

  @Test
  void describesEveryKey() {
    for (Class<?> type : List.of(OpenAiConfig.class, McpServerConfig.class)) {
      for (RecordComponent key : type.getRecordComponents()) {
        assertThat(key.getAnnotation(Description.class)).as(key.getName()).isNotNull();
        assertThat(key.getAnnotation(Description.class).value()).doesNotEndWith(".");
        if (key.isAnnotationPresent(Default.class)) {
          assertThat(key.getType()).as(key.getName()).isNotEqualTo(Optional.class);
        }
      }
    }
  }

  private static McpServerConfig typed(Optional<String> command, Optional<URI> url, String type) {
    return new McpServerConfig(
        command,
        List.of(),
        Map.of(),
        Optional.empty(),
        url,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(type));
  }

  private static McpServerConfig server(
      Optional<String> command,
      Optional<URI> url,
      Map<String, Secret> env,
      Map<String, Secret> headers) {
    return new McpServerConfig(
        command,
        List.of(),
        env,
        Optional.empty(),
        url,
        headers,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
