package io.nanobot.host.cli;

import io.nanobot.api.agent.Exchange;
import io.nanobot.api.agent.Principal;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.BindingConfig;
import io.nanobot.host.security.Principals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What somebody asks in the terminal. Whoever may read the configuration is let through. */
record TerminalTurn(
    String session, Principal principal, InboundMessage message, Optional<String> instructions)
    implements Turn {
  private static final String CHANNEL = BindingConfig.TERMINAL;
  private static final String SCHEME = "user";

  static TerminalTurn of(String session, String text) {
    String user = System.getProperty("user.name");
    Principal principal =
        new Principal(CHANNEL + ":" + SCHEME + ":" + user, user, Set.of(Principals.USER));
    InboundMessage message =
        InboundMessage.builder(
                UUID.randomUUID().toString(),
                Conversation.direct(user),
                new Sender(new Identity(SCHEME, user), user),
                Instant.now())
            .text(text)
            .build();
    return new TerminalTurn(session, principal, message, Optional.empty());
  }

  /** The same, with what the agent is told for the terminal. */
  TerminalTurn with(Optional<String> words) {
    return new TerminalTurn(session, principal, message, words);
  }

  @Override
  public String channel() {
    return CHANNEL;
  }

  @Override
  public List<Exchange> history() {
    return List.of();
  }
}
