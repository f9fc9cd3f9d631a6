package io.nanobot.dingtalk.simulator.wire;

import java.io.IOException;

/** Answers requests, each on the thread of its connection. */
@FunctionalInterface
public interface HttpHandler {
  void handle(HttpExchange exchange) throws IOException;
}
