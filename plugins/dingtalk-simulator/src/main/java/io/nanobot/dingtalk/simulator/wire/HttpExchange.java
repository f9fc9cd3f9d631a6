package io.nanobot.dingtalk.simulator.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** A request and the ways to react to it. Exactly one of them is taken. */
public final class HttpExchange {
  private final HttpRequest request;
  private final Transport transport;
  private final HttpHandler handler;
  private boolean goesOn;

  HttpExchange(HttpRequest request, Transport transport, HttpHandler handler) {
    this.request = request;
    this.transport = transport;
    this.handler = handler;
  }

  public HttpRequest request() {
    return request;
  }

  public boolean secure() {
    return transport.secure();
  }

  public void respond(HttpResponse response) throws IOException {
    goesOn = request.wantsKeepAlive();
    response.writeTo(transport.out(), goesOn);
  }

  /** Gives no answer: the peer sees the connection break. */
  public void reset() {
    transport.reset();
  }

  /** Starts an answer without end; the connection closes when the handler returns. */
  public OutputStream stream(String contentType) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", contentType);
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Connection", "close");
    HttpResponse.writeHead(transport.out(), 200, headers);
    transport.out().flush();
    return transport.out();
  }

  /** Completes the WebSocket handshake; the connection closes when the handler returns. */
  public WebSocket upgrade() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Upgrade", "websocket");
    headers.put("Connection", "Upgrade");
    headers.put(
        "Sec-WebSocket-Accept",
        WebSocket.acceptKey(request.header("Sec-WebSocket-Key").orElse("")));
    HttpResponse.writeHead(transport.out(), 101, headers);
    transport.out().flush();
    return new WebSocket(transport);
  }

  /** Answers a CONNECT and plays the TLS server that the client wanted to reach. */
  public void terminateTunnel(SSLContext tls) throws IOException {
    transport.out().write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(UTF_8));
    transport.out().flush();
    new HttpConnection(transport.secured(tls), handler).serve();
  }

  boolean goesOn() {
    return goesOn;
  }
}
