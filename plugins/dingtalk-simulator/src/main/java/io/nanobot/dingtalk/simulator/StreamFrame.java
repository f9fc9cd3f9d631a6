package io.nanobot.dingtalk.simulator;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The envelope of everything that the platform sends through a link. */
final class StreamFrame {
  private StreamFrame() {}

  static String newMessageId() {
    return UUID.randomUUID().toString().replace('-', '_');
  }

  static String system(Link link, String topic, JsonNode data, Instant now) {
    return text("SYSTEM", topic, newMessageId(), link, data.toString(), now);
  }

  static String callback(Link link, String topic, String messageId, String data, Instant now) {
    return text("CALLBACK", topic, messageId, link, data, now);
  }

  /** Every header is a string, and so is the data: the Go SDK takes nothing else. */
  private static String text(
      String type, String topic, String messageId, Link link, String data, Instant now) {
    ObjectNode frame = Json.object().put("specVersion", "1.0").put("type", type);
    frame
        .putObject("headers")
        .put("appId", link.app().clientId())
        .put("connectionId", link.id())
        .put("contentType", "application/json")
        .put("messageId", messageId)
        .put("time", Long.toString(now.toEpochMilli()))
        .put("topic", topic);
    return frame.put("data", data).toString();
  }
}
