package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.CONFIGURATION;
import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.config.Secret;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP proxy that requests and the stream go through. It resolves DingTalk's names. */
record Proxy(String host, int port, Optional<Login> login) {
  /** Who we are for the proxy. */
  record Login(String user, Secret password) {}

  /** How the JDK's client and Netty's handler say what the proxy answered to CONNECT. */
  private static final Pattern ANSWER =
      Pattern.compile("(?:Tunnel failed, got: | => .*, status: )(\\d{3})");

  private static final String EXAMPLE = "Write it as http://proxy.example.com:3128.";

  /** The proxy of a configuration that was checked. */
  static Optional<Proxy> of(DingTalkConfig config) {
    Optional<Login> login =
        config
            .proxyUser()
            .flatMap(user -> config.proxyPassword().map(password -> new Login(user, password)));
    return config.proxy().map(address -> new Proxy(address.getHost(), address.getPort(), login));
  }

  /** Finds what the schema can not express. Shows no address that may hold a password. */
  static void check(DingTalkConfig config) throws ChannelException {
    if (config.proxyUser().isPresent() != config.proxyPassword().isPresent()) {
      throw new ChannelException(
          CONFIGURATION, "proxyUser and proxyPassword belong together, and one is missing");
    }
    if (config.proxy().isEmpty()) {
      if (config.proxyUser().isPresent()) {
        throw new ChannelException(CONFIGURATION, "proxyUser is set, but no proxy", EXAMPLE);
      }
      return;
    }
    checkAddress(config.proxy().get());
    if (config.proxyUser().filter(user -> user.contains(":")).isPresent()) {
      throw new ChannelException(CONFIGURATION, "proxyUser must not hold a colon");
    }
  }

  private static void checkAddress(URI address) throws ChannelException {
    if (address.getRawUserInfo() != null) {
      throw new ChannelException(
          CONFIGURATION,
          "proxy holds a user or a password",
          "Name them as proxyUser and proxyPassword, where nothing shows them.");
    }
    if (!"http".equals(address.getScheme())) {
      throw new ChannelException(
          CONFIGURATION, "proxy is not the address of an HTTP proxy", EXAMPLE);
    }
    boolean more =
        !address.getRawPath().matches("/?")
            || address.getRawQuery() != null
            || address.getRawFragment() != null;
    if (address.getHost() == null || address.getPort() < 1 || more) {
      throw new ChannelException(
          CONFIGURATION, "proxy must be a host and a port, and nothing else", EXAMPLE);
    }
  }

  /** As the subject of a sentence. */
  String title() {
    return "The proxy %s:%d".formatted(host, port);
  }

  ProxySelector selector() {
    return ProxySelector.of(InetSocketAddress.createUnresolved(host, port));
  }

  /** The value of {@code Proxy-Authorization}. */
  Optional<String> authorization() {
    return login.map(
        it -> {
          String pair = it.user() + ":" + it.password().reveal();
          return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        });
  }

  /** Why the proxy does not let us through to the host, if that is what happened. */
  Optional<ChannelException> refusal(String target, List<Throwable> chain) {
    return chain.stream()
        .map(it -> ANSWER.matcher(String.valueOf(it.getMessage())))
        .filter(Matcher::find)
        .map(answer -> refusal(target, answer.group(1)))
        .findFirst();
  }

  private ChannelException refusal(String target, String status) {
    return status.equals("407")
        ? DingTalkErrors.proxyWantsPassword()
        : new ChannelException(
            UNAVAILABLE,
            "%s does not let us through to %s (HTTP %s)".formatted(title(), target, status),
            "Let the proxy's operator allow CONNECT to this host and port 443.");
  }
}
