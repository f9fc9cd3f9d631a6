package io.nanobot.host.security;

import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.store.Person;
import java.util.concurrent.CompletionStage;

/** The way to people who were refused. */
public interface Notices {
  /**
   * Answers a message with a notice, unless the person was told the same not long ago, by whichever
   * gateway.
   *
   * @return whether they are told now; completes when that is durable
   */
  CompletionStage<Boolean> tell(Person person, InboundMessage message, Notice notice);
}
