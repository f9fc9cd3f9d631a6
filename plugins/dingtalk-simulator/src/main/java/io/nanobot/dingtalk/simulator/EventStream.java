package io.nanobot.dingtalk.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.dingtalk.simulator.wire.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * Server-sent events for the page: first everything, then whatever changes. A page that comes back
 * gets everything again and replaces what it knows by id, so nothing is ever missed.
 */
final class EventStream {
  /** Short enough for proxies, and by it we notice that a page has gone. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Platform platform;

  EventStream(Platform platform) {
    this.platform = platform;
  }

  void serve(HttpExchange exchange) throws IOException {
    OutputStream out = exchange.stream("text/event-stream");
    long seen = 0;
    String state = "";
    while (!platform.changes().closed()) {
      long latest = platform.changes().latest();
      String now = ChatJson.state(platform).toString();
      if (!now.equals(state)) {
        state = now;
        write(out, "event: state\ndata: " + now + "\n\n");
      }
      for (Entry entry : platform.chats().entries()) {
        if (entry.revision() > seen) {
          JsonNode json = ChatJson.entry(entry);
          write(out, "event: message\ndata: " + json + "\n\n");
        }
      }
      seen = latest;
      out.flush();
      if (!platform.changes().await(() -> platform.changes().latest() > latest, HEARTBEAT)) {
        write(out, ": still here\n\n");
      }
    }
  }

  private static void write(OutputStream out, String event) throws IOException {
    out.write(event.getBytes(UTF_8));
  }
}
