package io.nanobot.host.security;

import io.nanobot.api.channel.IdentityScheme;
import io.nanobot.api.message.Sender;
import java.util.List;

/**
 * Who is admitted on one channel. Plain entries are values of the channel's primary identity
 * scheme, compared exactly; {@code "*"} stands for everybody; nothing listed means nobody.
 */
public record AccessPolicy(IdentityScheme scheme, List<String> allowFrom) {
  private static final String EVERYBODY = "*";

  public AccessPolicy {
    allowFrom = List.copyOf(allowFrom);
  }

  /** Decides about one sender; the same arguments always give the same decision. */
  public Decision decide(Sender sender) {
    if (allowFrom.contains(EVERYBODY)) {
      return Decision.ADMITTED;
    }
    if (!sender.identity().scheme().equals(scheme.name())) {
      return Decision.UNKNOWN_IDENTITY;
    }
    return allowFrom.contains(sender.identity().value()) ? Decision.ADMITTED : Decision.NOT_LISTED;
  }

  /** Whether nobody can ever be admitted. */
  public boolean admitsNobody() {
    return allowFrom.isEmpty();
  }
}
