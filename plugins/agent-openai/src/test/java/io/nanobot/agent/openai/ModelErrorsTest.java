package io.nanobot.agent.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Failures that the wire brings too rarely to wait for them. */
class ModelErrorsTest {
  private final ModelErrors errors =
      new ModelErrors(Settings.of(URI.create("https://127.0.0.1/v1")).config());

  @Test
  void findsTheMissingTlsBehindALostConnection() {
    IOException lost = new IOException("HTTP/1.1 header parser received no bytes");
    lost.initCause(new SSLException("plaintext connection?"));

    ModelFailure failure = errors.of(new IllegalStateException(lost));

    assertThat(failure).hasMessageContaining("no secure connection (plaintext connection?)");
    assertThat(failure.kind()).isEqualTo(ModelFailure.Kind.LASTING);
  }
}
