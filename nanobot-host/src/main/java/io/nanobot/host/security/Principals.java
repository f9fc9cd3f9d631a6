package io.nanobot.host.security;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import jakarta.inject.Inject;

/** Maps identities of platforms onto the people that agents see. */
public final class Principals {
  @Inject
  public Principals() {}

  /** Each identity of each channel is a person of its own. */
  public Principal of(String channel, Sender sender) {
    Identity identity = sender.identity();
    return new Principal(
        channel + ":" + identity.scheme() + ":" + identity.value(), sender.displayName());
  }
}
