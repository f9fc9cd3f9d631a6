package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Exchange;
import io.nanobot.api.agent.Principal;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.store.Payload;
import java.util.List;
import java.util.Optional;

/** A turn as it comes out of the store. */
record StoredTurn(
    String channel,
    String session,
    Principal principal,
    InboundMessage message,
    List<Exchange> history,
    Optional<String> instructions)
    implements Turn {
  static StoredTurn of(Payload.Question question) {
    return new StoredTurn(
        question.channel(),
        question.session(),
        question.principal(),
        question.message(),
        List.of(),
        Optional.empty());
  }

  /** The same, with what was said before. */
  StoredTurn with(List<Exchange> before) {
    return new StoredTurn(channel, session, principal, message, before, instructions);
  }

  /** The same turn of somebody who counts as another person, or has other roles. */
  StoredTurn as(Principal other) {
    return new StoredTurn(channel, session, other, message, history, instructions);
  }

  /** The same turn with another message, as the agent gets it. */
  StoredTurn with(InboundMessage other) {
    return new StoredTurn(channel, session, principal, other, history, instructions);
  }

  /** The same, with what the agent is told for this place and person. */
  StoredTurn with(Optional<String> words) {
    return new StoredTurn(channel, session, principal, message, history, words);
  }
}
