package io.nanobot.dingtalk.simulator;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * A client's acknowledgement of a push.
 *
 * @param code 200 when the message was taken
 * @param data the acknowledgement's data, itself JSON; empty when there was none
 * @param latency from the moment the push was queued for its link
 */
public record Ack(int code, String message, String data, Duration latency) {
  /** What a client has sent, for a push of that nano time. */
  static Ack of(JsonNode frame, long since) {
    return new Ack(
        frame.path("code").asInt(0),
        Json.text(frame, "message"),
        Json.text(frame, "data"),
        Duration.ofNanos(System.nanoTime() - since));
  }
}
