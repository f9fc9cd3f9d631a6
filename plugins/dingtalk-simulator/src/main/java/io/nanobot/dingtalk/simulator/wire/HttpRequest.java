package io.nanobot.dingtalk.simulator.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;

/** One request as it arrived. Header names are looked up without regard to case. */
public final class HttpRequest {
  private final String method;
  private final Target target;
  private final Map<String, String> headers;
  private final byte[] body;

  HttpRequest(String method, String target, Map<String, String> headers, byte[] body) {
    this.method = method;
    this.target = Target.parse(target);
    this.headers = headers;
    this.body = body;
  }

  public String method() {
    return method;
  }

  /** The path without its query; for CONNECT the host and port. */
  public String path() {
    return target.path();
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(target.query().get(name));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public boolean headerContains(String name, String part) {
    return header(name).filter(value -> Ascii.lower(value).contains(Ascii.lower(part))).isPresent();
  }

  /**
   * Whether the body is declared as JSON. Only the type itself counts: a page may send {@code
   * text/plain; a=application/json} anywhere without asking first.
   */
  public boolean isJson() {
    return header("Content-Type")
        .map(value -> value.split(";", 2)[0].strip())
        .filter("application/json"::equalsIgnoreCase)
        .isPresent();
  }

  public boolean isWebSocketUpgrade() {
    return headerContains("Upgrade", "websocket");
  }

  public byte[] body() {
    return body.clone();
  }

  public String bodyText() {
    return new String(body, UTF_8);
  }

  boolean wantsKeepAlive() {
    return !headerContains("Connection", "close");
  }
}
