package io.nanobot.host.admin;

import io.nanobot.host.config.GatewayConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running gateway how it is. */
public final class StatusClient {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private StatusClient() {}

  /** What the gateway of this configuration answers; empty if none is running there. */
  public static Optional<GatewayStatus> ask(GatewayConfig gateway) throws InterruptedException {
    URI address = URI.create("http://%s:%d/status".formatted(gateway.host(), gateway.port()));
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      return Optional.of(
          JsonMapper.builder().build().readValue(answer.body(), GatewayStatus.class));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }
}
