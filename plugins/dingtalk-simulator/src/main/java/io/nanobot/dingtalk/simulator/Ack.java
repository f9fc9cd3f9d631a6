package io.nanobot.dingtalk.simulator;

import java.time.Duration;

/**
 * A client's acknowledgement of a push.
 *
 * @param code 200 when the message was taken
 * @param data the acknowledgement's data, itself JSON; empty when there was none
 * @param latency from the moment the push was queued for its link
 */
public record Ack(int code, String message, String data, Duration latency) {}
