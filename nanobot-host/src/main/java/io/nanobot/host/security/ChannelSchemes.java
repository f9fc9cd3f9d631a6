package io.nanobot.host.security;

import java.util.Optional;

/** By what people are known on each channel, as the gateway is configured now. */
@FunctionalInterface
public interface ChannelSchemes {
  /** Empty if there is no such channel, or no plugin for it. */
  Optional<Schemes> of(String channel);
}
