package io.nanobot.host.cli;

import io.nanobot.host.admin.StatusClient;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.Config;
import io.nanobot.host.config.ConfigException;
import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.gateway.Gateway;
import io.nanobot.host.gateway.GatewayModule;
import io.nanobot.host.plugin.AgentFailure;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.jdbc.JdbcMessageStore;
import io.nanobot.host.store.jdbc.Stores;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of the gateway process, and what the terminal shows of it. */
final class GatewayRun {
  private static final Logger log = LoggerFactory.getLogger(GatewayRun.class);

  private static final Duration FIRST_CONNECT = Duration.ofSeconds(15);
  private static final Duration CHECK = Duration.ofMillis(50);

  private final Installation installation;
  private final OptionalInt port;
  private final StopSignal stop;
  private final PrintWriter out;

  GatewayRun(Installation installation, OptionalInt port, StopSignal stop, PrintWriter out) {
    this.installation = installation;
    this.port = port;
    this.stop = stop;
    this.out = out;
  }

  int untilStopped() throws ConfigException, CommandFailure, InterruptedException {
    return untilStopped(() -> {});
  }

  /**
   * Runs until a signal comes; {@code invite} speaks once the channels have had time to connect.
   */
  int untilStopped(Runnable invite) throws ConfigException, CommandFailure, InterruptedException {
    ConfigFile file = ConfigFile.read(installation.configFile());
    try (Installed installed = Installed.load(installation, file)) {
      Config config = PortOption.apply(port, installed.bind(file));
      try (Gateway gateway =
          GatewayModule.gateway(
              file,
              config,
              installed.plugins(),
              installation.workspace(),
              openStore(config),
              Logs.redactor(),
              Version.current())) {
        if (!stop.asked()) {
          start(gateway, config);
          awaitChannels(gateway);
        }
        if (!stop.asked()) {
          invite.run();
        }
        log.info("Gateway shutdown requested by {}", stop.await());
        gateway.drain();
      }
    }
    return 0;
  }

  private JdbcMessageStore openStore(Config config) throws CommandFailure {
    try {
      return Stores.open(config.store(), installation.workspace(), Clock.systemUTC());
    } catch (StoreException e) {
      throw new CommandFailure(e.getMessage());
    }
  }

  private void start(Gateway gateway, Config config) throws CommandFailure, InterruptedException {
    out.printf(
        "🐈 Starting nanobot gateway version %s on port %d...%n",
        Version.current().text(), config.gateway().port());
    config.notices().forEach(notice -> log.warn("{}", notice.line()));
    try {
      gateway.start();
    } catch (IOException e) {
      throw new CommandFailure(
          "Port %d on %s can not be opened (%s). Is a gateway running already? Choose another with --port."
              .formatted(config.gateway().port(), config.gateway().host(), e.getMessage()));
    } catch (AgentFailure e) {
      throw new CommandFailure(e.getMessage());
    }
    out.println(channels(config));
    out.println("✓ Agent: " + config.agents().defaultAgent());
    out.println(
        "✓ Health endpoint: "
            + StatusClient.address(config.gateway().host(), gateway.port(), "/health"));
  }

  private void awaitChannels(Gateway gateway) throws InterruptedException {
    long deadline = System.nanoTime() + FIRST_CONNECT.toNanos();
    while (!gateway.settled() && System.nanoTime() < deadline && !stop.await(CHECK)) {
      // The condition says it all.
    }
  }

  private static String channels(Config config) {
    String names =
        config.channels().stream()
            .filter(channel -> channel.enabled() && channel.settings().isPresent())
            .map(ChannelSection::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "Warning: No channels enabled" : "✓ Channels enabled: " + names;
  }
}
