package io.nanobot.host.security.check;

import io.nanobot.host.config.GatewayConfig;
import java.util.List;
import java.util.Optional;

/** The health endpoint asks nobody who they are. */
final class HealthEndpoint implements Check {
  @Override
  public List<Finding> findings(Subject subject) {
    Optional<String> host = subject.config().gateway().map(GatewayConfig::host);
    return host.isEmpty() || Loopback.is(host.get())
        ? List.of()
        : List.of(
            new Finding(
                "health-endpoint-open",
                Severity.WARNING,
                "The health endpoint listens on %s, so other machines can read which channels there are and how they are."
                    .formatted(host.get()),
                "gateway.host",
                "Set it to 127.0.0.1. In a container, publish the port for the host's own address only, as in -p 127.0.0.1:18790:18790."));
  }
}
