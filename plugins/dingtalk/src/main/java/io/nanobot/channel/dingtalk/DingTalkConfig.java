package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.CONFIGURATION;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Experimental;
import io.nanobot.api.config.Pattern;
import io.nanobot.api.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The configuration of one DingTalk channel. */
record DingTalkConfig(
    @Description("Client ID (once AppKey) of the app on open-dev.dingtalk.com") @Pattern("\\S+")
        String clientId,
    @Description("Client Secret (once AppSecret) of the app") Secret clientSecret,
    @Description("Code of the robot, if it is not the one that DingTalk tells with each message")
        @Pattern("\\S+")
        Optional<String> robotCode,
    @Description("Address of DingTalk's API and Stream gateway")
        @Default("https://api.dingtalk.com")
        URI apiBase,
    @Description("Address of DingTalk's old API, where replies go to")
        @Default("https://oapi.dingtalk.com")
        URI oapiBase,
    @Description(
            "PEM file with certificates that this channel trusts besides those of the JDK, for"
                + " example of a company proxy")
        Optional<Path> trustedCertificates,
    @Description(
            "HTTP proxy that everything of this channel goes through, such as"
                + " http://proxy.example.com:3128; without it, the JVM's settings count")
        Optional<URI> proxy,
    @Description("User for the proxy, if it asks for one") @Pattern("\\S+")
        Optional<String> proxyUser,
    @Description("Password for the proxy") Optional<Secret> proxyPassword,
    @Description(
            "API calls that the organisation may make in a month: a warning is logged at 80 and"
                + " 95 percent (DingTalk's standard edition has 5000, a professional one 200000)")
        @Default("5000")
        long monthlyApiCalls,
    @Description(
            "Webhook & Stream calls that the organisation may make in a month, with the same"
                + " warnings (standard edition 3000, professional 50000)")
        @Default("3000")
        long monthlyStreamCalls,
    @Description(
            "AI card that shows answers while they grow; without it an answer is sent once it is"
                + " complete, which costs one call")
        Optional<CardConfig> card,
    @Description(
            "Whether a message gets a \"thinking\" reaction while an agent works on it for more"
                + " than a second; costs two API calls a message")
        @Default("true")
        boolean thinkingReaction,
    @Description("Whether answers in a group mention whoever has asked, so that they are notified")
        @Default("false")
        boolean mentionSender,
    @Description("How long one attempt to connect or one request may take") @Default("10s")
        Duration connectTimeout,
    @Description("How long DingTalk may be silent before it is asked for a sign of life")
        @Default("20s")
        @Experimental
        Duration pingInterval) {

  /** Tighter pings break good links: peers that used 8 s saw storms of reconnects. */
  private static final Duration SHORTEST_PING_INTERVAL = Duration.ofSeconds(5);

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Which robot speaks about a message, of which DingTalk may have told its code. */
  String robotCode(Map<String, String> replyHints) {
    return robotCode(Optional.ofNullable(replyHints.get(DingTalkMessages.ROBOT_CODE)));
  }

  /** Which robot speaks, where DingTalk may have told its code. */
  String robotCode(Optional<String> told) {
    return robotCode.or(() -> told).orElse(clientId);
  }

  /** Finds what the schema can not express. */
  void check() throws ChannelException {
    if (clientSecret.reveal().isBlank()) {
      throw new ChannelException(CONFIGURATION, "clientSecret is empty");
    }
    checkAddress("apiBase", apiBase);
    checkAddress("oapiBase", oapiBase);
    Proxy.check(this);
    if (card.isPresent()) {
      card.get().check();
    }
    checkQuota("monthlyApiCalls", monthlyApiCalls);
    checkQuota("monthlyStreamCalls", monthlyStreamCalls);
    if (connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw new ChannelException(CONFIGURATION, "connectTimeout must be more than nothing");
    }
    if (pingInterval.compareTo(SHORTEST_PING_INTERVAL) < 0) {
      throw new ChannelException(
          CONFIGURATION,
          "pingInterval must be 5s or more",
          "Shorter intervals cut good but slow links. The default is 20s.");
    }
  }

  private static void checkQuota(String key, long calls) throws ChannelException {
    if (calls < 1) {
      throw new ChannelException(
          CONFIGURATION,
          key + " must be 1 or more",
          "DingTalk shows the organisation's quota in its admin console.");
    }
  }

  private static void checkAddress(String key, URI address) throws ChannelException {
    boolean secure =
        "https".equals(address.getScheme())
            || ("http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost()));
    if (address.getHost() == null || !secure) {
      throw new ChannelException(
          CONFIGURATION,
          key + " is not an https address",
          "Plain http would show the app's secret to the network; it is allowed to localhost"
              + " only.");
    }
  }
}
