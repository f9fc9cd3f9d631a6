package io.nanobot.dingtalk.simulator;

import java.util.Optional;

/**
 * One attempt to hand a message to a bot.
 *
 * @param messageId of this attempt; another attempt has another one
 * @param connectionId the link that was chosen; empty when none was open and the message was lost
 * @param ack what came back so far
 */
public record Push(
    String messageId, String clientId, Optional<String> connectionId, Optional<Ack> ack) {
  Push with(Ack arrived) {
    return new Push(messageId, clientId, connectionId, Optional.of(arrived));
  }
}
