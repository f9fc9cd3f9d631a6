package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.CONFIGURATION;
import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Probe.Check;
import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Whether DingTalk can be reached, and whether its clock and ours agree. */
final class NetworkChecks {
  private static final int PROXY_WANTS_PASSWORD = 407;

  /** Tokens and session webhooks end by the clock. */
  private static final Duration LARGEST_DRIFT = Duration.ofMinutes(1);

  private final DingTalkConfig config;
  private final DingTalkHttp http;
  private final Clock clock;
  private final Optional<Proxy> proxy;
  private final NetworkErrors errors;
  private final Set<URI> bases = new LinkedHashSet<>();
  private Optional<Duration> drift = Optional.empty();

  NetworkChecks(DingTalkConfig config, DingTalkHttp http, Clock clock) {
    this.config = config;
    this.http = http;
    this.clock = clock;
    this.proxy = Proxy.of(config);
    this.errors = new NetworkErrors(proxy);
    bases.add(config.apiBase());
    bases.add(config.oapiBase());
  }

  /** Returns whether DingTalk can be reached. */
  boolean run(Consumer<Check> report) throws InterruptedException {
    if (!way(report)) {
      DingTalkProbe.skip("network", report, DingTalkProbe.TLS, DingTalkProbe.CLOCK);
      return false;
    }
    boolean reached = DingTalkProbe.passes(DingTalkProbe.TLS, this::tls, report);
    if (drift.isPresent()) {
      DingTalkProbe.passes(DingTalkProbe.CLOCK, this::clock, report);
    } else {
      report.accept(Check.skipped(DingTalkProbe.CLOCK, "Nobody told what time it is there"));
    }
    return reached;
  }

  private boolean way(Consumer<Check> report) throws InterruptedException {
    if (proxy.isEmpty()) {
      report.accept(Check.skipped(DingTalkProbe.PROXY, "None is configured"));
      return DingTalkProbe.passes(DingTalkProbe.DNS, this::dns, report);
    }
    report.accept(Check.skipped(DingTalkProbe.DNS, "The proxy resolves DingTalk's names"));
    return DingTalkProbe.passes(DingTalkProbe.PROXY, () -> reached(proxy.get()), report);
  }

  private String dns() throws ChannelException {
    for (URI base : bases) {
      try {
        checkPlace(base.getHost(), InetAddress.getByName(base.getHost()));
      } catch (UnknownHostException e) {
        throw errors.noAnswer(base, DingTalkHttp.Effect.NONE, e);
      }
    }
    return "Resolved: " + hosts();
  }

  /** Seen in the field: DingTalk's name led to 192.168.1.176, and nothing said so. */
  private static void checkPlace(String host, InetAddress address) throws ChannelException {
    boolean elsewhere =
        address.isSiteLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress();
    if (elsewhere && host.matches("(?i).*\\.dingtalk\\.(com|io)")) {
      throw new ChannelException(
          CONFIGURATION,
          "%s leads to %s, which is in a private network".formatted(host, address.getHostAddress()),
          "Look at the DNS server and the hosts file of this machine, and at what a VPN or a proxy"
              + " program makes of them.");
    }
  }

  private String reached(Proxy way) throws ChannelException {
    InetSocketAddress address = new InetSocketAddress(way.host(), way.port());
    try (Socket socket = new Socket()) {
      socket.connect(address, Math.toIntExact(config.connectTimeout().toMillis()));
      return way.title() + " takes connections";
    } catch (IOException e) {
      throw errors.noAnswer(config.apiBase(), DingTalkHttp.Effect.NONE, e);
    }
  }

  private String tls() throws ChannelException, InterruptedException {
    for (URI base : bases) {
      Response answer = http.get(Addresses.at(base, "/"));
      if (answer.status() == PROXY_WANTS_PASSWORD) {
        throw DingTalkErrors.proxyWantsPassword();
      }
      drift = answer.date().map(this::drift).or(() -> drift);
    }
    return "Reached, with certificates that are trusted: " + hosts();
  }

  private Duration drift(Instant there) {
    return Duration.between(there, clock.instant());
  }

  private String clock() throws ChannelException {
    Duration difference = drift.orElseThrow();
    if (difference.abs().compareTo(LARGEST_DRIFT) > 0) {
      throw new ChannelException(
          UNAVAILABLE,
          "This machine's clock is %d s %s"
              .formatted(difference.abs().toSeconds(), difference.isNegative() ? "slow" : "fast"),
          "Let the machine keep its time by NTP, for example timedatectl set-ntp true.");
    }
    return "This machine's clock is right within a minute";
  }

  private String hosts() {
    return bases.stream().map(URI::getAuthority).distinct().collect(Collectors.joining(", "));
  }
}
