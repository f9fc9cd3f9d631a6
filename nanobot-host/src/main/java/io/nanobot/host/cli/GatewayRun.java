package io.nanobot.host.cli;

import io.nanobot.host.admin.StatusClient;
import io.nanobot.host.agent.AgentRegistry;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.Config;
import io.nanobot.host.config.ConfigException;
import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.config.ConfigWatch;
import io.nanobot.host.gateway.Gateway;
import io.nanobot.host.gateway.GatewayModule;
import io.nanobot.host.pipeline.Restarts;
import io.nanobot.host.pipeline.Restarts.Asked;
import io.nanobot.host.plugin.AgentFailure;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.jdbc.JdbcMessageStore;
import io.nanobot.host.store.jdbc.Stores;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of the gateway process, and what the terminal shows of it. */
final class GatewayRun {
  private static final Logger log = LoggerFactory.getLogger(GatewayRun.class);

  private static final Duration FIRST_CONNECT = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration CHECK = Duration.ofMillis(50);

  private final Installation installation;
  private final OptionalInt port;
  private final StopSignal stop;
  private final PrintWriter out;
  private final Restarts restarts = new Restarts();

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
    Optional<Asked> restart = oneLife(Optional.empty(), invite);
    while (restart.isPresent()) {
      restart = oneLife(restart, () -> {});
    }
    return 0;
  }

  /**
   * From start to stop.
   *
   * @param wish why there is a life after the first
   * @return why there is to be another one
   */
  private Optional<Asked> oneLife(Optional<Asked> wish, Runnable invite)
      throws ConfigException, CommandFailure, InterruptedException {
    ConfigFile file = ConfigFile.read(installation.configFile());
    try (ConfigWatch watch = new ConfigWatch(file, LOOK);
        Installed installed = Installed.load(installation, file)) {
      Config config = PortOption.apply(port, installed.config());
      try (Gateway gateway =
          new GatewayModule(
                  file,
                  config,
                  installed.plugins(),
                  installation.workspace(),
                  openStore(config),
                  Logs.redactor(),
                  restarts,
                  Version.current())
              .gateway()) {
        if (!stop.asked()) {
          start(gateway, config);
          awaitChannels(gateway);
          watch.start(() -> followChange(installed, gateway));
        }
        if (!stop.asked()) {
          wish.ifPresent(asked -> gateway.tell(asked.postscript("restarted", completed(asked))));
          invite.run();
        }
        Optional<Asked> next = awaitEnd(gateway);
        watch.end(); // nothing changes any more
        gateway.drain();
        return next;
      }
    }
  }

  /** Waits for a signal, or for a wish to restart that can be fulfilled. */
  private Optional<Asked> awaitEnd(Gateway gateway) throws InterruptedException {
    while (true) {
      stop.awaitOr(restarts.asked());
      if (stop.asked()) {
        log.info("Gateway shutdown requested by {}", stop.await());
        return Optional.empty();
      }
      Asked asked = restarts.takeAsked().orElseThrow();
      log.info("Gateway restart requested by {}", asked.by().principal().id());
      if (canBeginAnew()) {
        return Optional.of(asked);
      }
      gateway.tell(
          asked.postscript(
              "not-restarted", "Not restarted: the configuration has mistakes. The log has them."));
    }
  }

  /**
   * A gateway that works is better than one that does not start again. The next life has the
   * plugins that lie there by now, and these say what the file may hold: so they are loaded.
   */
  private boolean canBeginAnew() {
    try (Installed next = Installed.configured(installation)) {
      AgentRegistry.check(next.config());
      return true;
    } catch (ConfigException | AgentFailure e) {
      log.error("The gateway is not restarted. {}", e.getMessage());
      return false;
    }
  }

  private void followChange(Installed installed, Gateway gateway) throws InterruptedException {
    try {
      ConfigFile file = ConfigFile.read(installation.configFile());
      gateway.follow(file, PortOption.apply(port, installed.bind(file)));
    } catch (ConfigException e) {
      log.error(
          "The changed configuration is not used, the gateway goes on as it was. {}",
          e.getMessage());
    }
  }

  private static String completed(Asked asked) {
    return "Restart completed in %.1fs."
        .formatted((System.nanoTime() - asked.atNanos()) / 1_000_000_000.0);
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
