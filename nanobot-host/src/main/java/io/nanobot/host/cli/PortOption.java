package io.nanobot.host.cli;

import io.nanobot.host.config.Config;
import io.nanobot.host.config.GatewayConfig;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The option that says where the gateway tells about itself. */
final class PortOption {
  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      converter = Port.Converter.class,
      description = "The gateway's port for health and status (default: gateway.port, 18790).")
  private Port port;

  OptionalInt value() {
    return port == null ? OptionalInt.empty() : OptionalInt.of(port.number());
  }

  static Config apply(OptionalInt port, Config config) {
    return port.isEmpty()
        ? config
        : config.with(new GatewayConfig(config.gateway().host(), port.getAsInt()));
  }
}
