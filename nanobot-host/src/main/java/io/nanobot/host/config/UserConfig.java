package io.nanobot.host.config;

import io.nanobot.api.config.Description;
import java.util.List;

/**
 * One person of {@code security.users}.
 *
 * @param identities on which channels by which IDs
 * @param roles what the person may be
 */
public record UserConfig(
    @Description(
            "The person's IDs on the channels, for example \"dingtalk:0123456789\" or \"dingtalk:unionId:…\"")
        List<String> identities,
    @Description("What the person may be: admin, user, or a name of your own") List<String> roles) {
  /** Copies the lists. */
  public UserConfig {
    identities = List.copyOf(identities);
    roles = List.copyOf(roles);
  }
}
