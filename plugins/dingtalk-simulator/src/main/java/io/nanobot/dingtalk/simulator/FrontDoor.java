package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpExchange;
import io.nanobot.dingtalk.simulator.wire.HttpHandler;
import io.nanobot.dingtalk.simulator.wire.HttpRequest;
import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.io.IOException;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * Where every request of either port arrives. The page and its control API stay reachable whatever
 * the faults are.
 */
final class FrontDoor implements HttpHandler {
  /** Whoever asks the proxy for one of these is brought to our own TLS. */
  private static final Set<String> PLATFORM_HOSTS =
      Set.of(
          "api.dingtalk.com:443", "oapi.dingtalk.com:443", "wss-open-connection.dingtalk.com:443");

  private final Platform platform;
  private final RestApi rest;
  private final ControlApi control;
  private final SSLContext tls;

  FrontDoor(Platform platform, SSLContext tls) {
    this.platform = platform;
    this.rest = new RestApi(platform);
    this.control = new ControlApi(platform);
    this.tls = tls;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    HttpRequest request = exchange.request();
    if (!exchange.secure() && control.owns(request)) {
      control.handle(exchange);
      return;
    }
    platform.faults().sitOut(Fault.BLACK_HOLE);
    if (platform.faults().isOn(Fault.TCP_REFUSED)) {
      exchange.reset();
    } else if (request.method().equals("CONNECT")) {
      tunnel(exchange);
    } else if (request.path().equals("/connect")) {
      int number = platform.journal().arrived(request.method(), request.path());
      platform
          .links()
          .serve(exchange, status -> platform.journal().answered(number, status), platform::heard);
    } else {
      rest.handle(exchange);
    }
  }

  private void tunnel(HttpExchange exchange) throws IOException {
    HttpRequest request = exchange.request();
    int number = platform.journal().arrived(request.method(), request.path());
    boolean known = PLATFORM_HOSTS.contains(request.path()) || isOurTlsPort(request.path());
    platform.journal().answered(number, known ? 200 : 403);
    if (known) {
      exchange.terminateTunnel(tls);
    } else {
      exchange.respond(
          HttpResponse.of(403, "text/plain", "This proxy only leads to the simulator itself.\n"));
    }
  }

  private boolean isOurTlsPort(String target) {
    int port = platform.addresses().tlsPort();
    return target.equals("localhost:" + port) || target.equals("127.0.0.1:" + port);
  }
}
