package io.nanobot.host.admin;

import io.nanobot.host.config.GatewayConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
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
  private static final int OK = 200;

  private StatusClient() {}

  /** What the gateway of this configuration answers; empty if none is running there. */
  public static Optional<GatewayStatus> ask(GatewayConfig gateway) throws InterruptedException {
    URI address = address(gateway.host(), gateway.port(), "/status");
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == OK ? read(answer.body()) : Optional.empty();
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** Another program may use the same port and answer as well. */
  private static Optional<GatewayStatus> read(String body) {
    return Optional.ofNullable(JsonMapper.builder().build().readValue(body, GatewayStatus.class))
        .filter(status -> status.version() != null && status.channels() != null);
  }

  /** An address of the admin server; an IPv6 host gets its brackets. */
  public static URI address(String host, int port, String path) {
    try {
      return new URI("http", null, host, port, path, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
