package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import java.util.Map;

/**
 * The section {@code security}, which is about all channels.
 *
 * @param users people by a name of the operator's choice, which agents see
 * @param limits how much anybody may send
 * @param outgoing what channels and agents may fetch by URL
 */
public record SecurityConfig(
    @Description("People who are known by several IDs or have roles, each under a name")
        Map<String, UserConfig> users,
    @Description("How much anybody may send, over all channels") @Default("{}") LimitsConfig limits,
    @Description("What channels and agents may fetch by URL") @Default("{}")
        OutgoingConfig outgoing) {
  /** Copies the map. */
  public SecurityConfig {
    users = Map.copyOf(users);
  }
}
