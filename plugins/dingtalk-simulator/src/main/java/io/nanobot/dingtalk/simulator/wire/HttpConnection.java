package io.nanobot.dingtalk.simulator.wire;

import java.io.IOException;
import java.util.Optional;

/** Serves the requests of one connection until either side has enough. */
final class HttpConnection {
  private final Transport transport;
  private final HttpHandler handler;

  HttpConnection(Transport transport, HttpHandler handler) {
    this.transport = transport;
    this.handler = handler;
  }

  void serve() throws IOException {
    HttpReader reader = new HttpReader(transport.in(), transport.out());
    boolean goesOn = true;
    while (goesOn) {
      Optional<HttpRequest> request = reader.next();
      if (request.isEmpty()) {
        return;
      }
      HttpExchange exchange = new HttpExchange(request.get(), transport, handler);
      handler.handle(exchange);
      goesOn = exchange.goesOn();
    }
  }
}
