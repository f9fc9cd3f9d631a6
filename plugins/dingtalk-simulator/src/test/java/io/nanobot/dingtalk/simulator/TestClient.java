package io.nanobot.dingtalk.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks REST with the simulator as a bot would, trusting its certificate and nothing else. */
final class TestClient {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final String ID = DingTalkSimulatorBuilder.DEMO_CLIENT_ID;
  static final String SECRET = DingTalkSimulatorBuilder.DEMO_SECRET;

  /** An answer: its status, its JSON, and the raw text for what is no JSON. */
  record Answer(int status, String text, java.net.http.HttpHeaders headers) {
    JsonNode json() {
      return JSON.readTree(text);
    }

    String at(String pointer) {
      return json().at(pointer).asString("");
    }
  }

  private final DingTalkSimulator simulator;
  private final HttpClient http;
  private URI base;

  TestClient(DingTalkSimulator simulator) throws IOException, GeneralSecurityException {
    this.simulator = simulator;
    this.base = simulator.apiBase();
    this.http =
        HttpClient.newBuilder()
            .sslContext(trusting(simulator))
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  static SSLContext trusting(DingTalkSimulator simulator)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(simulator.certificatePem())) {
      store.setCertificateEntry(
          "it", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  TestClient plain() {
    base = simulator.plainApiBase();
    return this;
  }

  HttpClient http() {
    return http;
  }

  URI base() {
    return base;
  }

  Answer post(String path, Object body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path, headers)
            .setHeader("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text(body))));
  }

  Answer put(String path, Object body, String... headers) throws IOException, InterruptedException {
    return send(
        request(path, headers)
            .setHeader("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(text(body))));
  }

  Answer get(String path, String... headers) throws IOException, InterruptedException {
    return send(request(path, headers));
  }

  /** With a fresh access token. */
  Answer robot(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return post(path, body, "x-acs-dingtalk-access-token", token());
  }

  String token() throws IOException, InterruptedException {
    return post("/v1.0/oauth2/accessToken", Map.of("appKey", ID, "appSecret", SECRET))
        .at("/accessToken");
  }

  Answer open() throws IOException, InterruptedException {
    return open(Subscription.BOT_MESSAGE);
  }

  Answer open(String topic) throws IOException, InterruptedException {
    return post(
        "/v1.0/gateway/connections/open",
        Map.of(
            "clientId",
            ID,
            "clientSecret",
            SECRET,
            "ua",
            "test",
            "subscriptions",
            java.util.List.of(Map.of("type", "CALLBACK", "topic", topic))),
        "Accept",
        "application/json");
  }

  private HttpRequest.Builder request(String path, String... headers) {
    URI target = path.startsWith("http") ? URI.create(path) : base.resolve(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(Duration.ofSeconds(20));
    return headers.length == 0 ? request : request.headers(headers);
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    return new Answer(response.statusCode(), response.body(), response.headers());
  }

  private static String text(Object body) {
    return body instanceof String text ? text : JSON.writeValueAsString(body);
  }
}
