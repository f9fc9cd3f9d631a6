package io.nanobot.agent.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.agent.openai.ModelFailure.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures that the wire brings too rarely to wait for them. */
class ModelErrorsTest {
  private final ModelErrors errors =
      new ModelErrors(URI.create("https://127.0.0.1/v1"), "test-model", Duration.ofSeconds(20));

  @Test
  void findsTheMissingTlsBehindALostConnection() {
    IOException lost = new IOException("HTTP/1.1 header parser received no bytes");
    lost.initCause(new SSLException("plaintext connection?"));

    ModelFailure failure = errors.of(new IllegalStateException(lost));

    assertThat(failure).hasMessageContaining("no secure connection (plaintext connection?)");
    assertThat(failure.kind()).isEqualTo(ModelFailure.Kind.LASTING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | model "llama3.2-vision" not found, try pulling it first | LASTING | there is no model "llama3.2-vision"
          503 | The model Llama3.2-Vision is overloaded                 | PASSING | the API itself failed
          400 | llama3.2-vision does not take an image_url here         | NO_PICTURES | takes no pictures
          """)
  void isNotMisledByTheNameOfTheModel(int status, String said, Kind kind, String told) {
    ModelFailure failure = of(status, said, "llama3.2-vision");

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Rate limit reached. Visit https://platform.openai.com/account/billing to add a payment method | PASSING
          You exceeded your current quota, please check your plan and billing details                   | PASSING
          Billing hard limit has been reached                                                           | LASTING
          Your account is not active, please check your billing details on our website                  | LASTING
          insufficient_quota                                                                            | LASTING
          """)
  void tellsTooManyRequestsFromNoCredit(String said, Kind kind) {
    assertThat(of(429, said, "gpt-4.1-mini").kind()).isEqualTo(kind);
  }

  private static ModelFailure of(int status, String said, String model) {
    OpenAiConfig config = Settings.of(URI.create("https://127.0.0.1/v1")).config();
    String body = "{\"error\":{\"message\":\"%s\"}}".formatted(said.replace("\"", "'"));
    return new ModelErrors(config.baseUrl(), model, config.timeout())
        .of(new EndpointError(status, body, Optional.empty()));
  }
}
