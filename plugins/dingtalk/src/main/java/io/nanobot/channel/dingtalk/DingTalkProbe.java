package io.nanobot.channel.dingtalk;

import com.dingtalk.open.app.api.callback.DingTalkStreamTopics;
import com.dingtalk.open.app.stream.network.api.EndPointConnection;
import com.dingtalk.open.app.stream.network.core.Subscription;
import com.dingtalk.open.app.stream.protocol.CommandType;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Probe.Check;
import io.nanobot.api.channel.Probe.Outcome;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Examines a robot, stage by stage. People notice nothing, and what they write meanwhile goes to
 * the gateway that runs.
 */
final class DingTalkProbe {
  static final String PROXY = "proxy";
  static final String DNS = "dns";
  static final String TLS = "tls";
  static final String CLOCK = "clock";
  static final String TOKEN = "token";
  static final String CONNECTION = "connection";
  static final String STREAM = "stream";
  static final String ROBOT = "robot";
  static final String SEND = "send permission";
  static final String DOWNLOAD = "download right";
  static final String CARD = "card template";
  static final String SECOND_CONSUMER = "second consumer";

  /**
   * Something that nobody sends to a robot: DingTalk gives each message to one of the links that
   * want it, so that a link of ours must not want messages.
   */
  static final List<Subscription> NOTHING =
      List.of(new Subscription(CommandType.CALLBACK, DingTalkStreamTopics.GRAPH_API_TOPIC));

  private final DingTalkConfig config;
  private final NetworkChecks network;
  private final DingTalkToken token;
  private final DingTalkGateway gateway;
  private final RightChecks rights;
  private final Clock clock;
  private final String name;

  DingTalkProbe(
      DingTalkConfig config,
      DingTalkHttp http,
      DingTalkToken token,
      DingTalkGateway gateway,
      Clock clock,
      String name) {
    this.config = config;
    this.clock = clock;
    this.network = new NetworkChecks(config, http, clock);
    this.token = token;
    this.gateway = gateway;
    this.rights = new RightChecks(config, http, token);
    this.name = name;
  }

  /** One thing to look at. */
  interface Look {
    /** Returns what was found, as a sentence; throws what is wrong. */
    String look() throws ChannelException, InterruptedException;
  }

  void run(Consumer<Check> report) throws InterruptedException {
    if (network.run(report)) {
      if (passes(TOKEN, this::token, report)) {
        rights.run(report);
      } else {
        skip(TOKEN, report, ROBOT, SEND, DOWNLOAD);
        config.card().ifPresent(card -> skip(TOKEN, report, CARD));
      }
      if (passes(CONNECTION, this::connection, report)) {
        passes(STREAM, this::stream, report);
      } else {
        skip(CONNECTION, report, STREAM);
      }
    } else {
      skip("network", report, TOKEN, ROBOT, SEND, DOWNLOAD, CONNECTION, STREAM);
      config.card().ifPresent(card -> skip("network", report, CARD));
    }
    report.accept(secondConsumer());
  }

  static boolean passes(String check, Look look, Consumer<Check> report)
      throws InterruptedException {
    try {
      report.accept(Check.passed(check, look.look()));
      return true;
    } catch (ChannelException e) {
      report.accept(failed(check, e));
      return false;
    }
  }

  static Check failed(String check, ChannelException refusal) {
    return Check.failed(check, refusal.getMessage(), refusal.hint());
  }

  static void skip(String failed, Consumer<Check> report, String... checks) {
    Stream.of(checks)
        .map(it -> Check.skipped(it, "Not examined: first the %s must work".formatted(failed)))
        .forEach(report);
  }

  private String token() throws ChannelException, InterruptedException {
    token.get();
    return "DingTalk takes clientId and clientSecret, and gives out an access token";
  }

  /** With the topic that the channel wants: but nothing is delivered before there is a link. */
  private String connection() throws ChannelException, InterruptedException {
    gateway.open();
    return "DingTalk lets the app connect in Stream Mode";
  }

  private String stream() throws ChannelException, InterruptedException {
    EndPointConnection endpoint = gateway.open(NOTHING);
    var sslContext = TrustedCertificates.sslContext(config.trustedCertificates());
    try (StreamTransport transport =
        new StreamTransport(sslContext, Proxy.of(config), name + "-doctor", () -> {}, clock)) {
      new LinkDialer(config).dial(transport, endpoint, frame -> {}).close();
    }
    return "The WebSocket to %s opens".formatted(endpoint.getEndPoint().getAuthority());
  }

  private static Check secondConsumer() {
    return new Check(
        SECOND_CONSUMER,
        Outcome.SKIPPED,
        "DingTalk does not tell who else is connected with this Client ID; if only some messages"
            + " arrive, somebody is",
        "Stop the other program, for example an old bot or a colleague's test, or give it an app of"
            + " its own.");
  }
}
