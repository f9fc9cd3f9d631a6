package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.AUTHENTICATION;
import static io.nanobot.api.channel.ChannelException.Kind.CONFIGURATION;
import static io.nanobot.api.channel.ChannelException.Kind.PERMISSION;
import static io.nanobot.api.channel.ChannelException.Kind.RATE_LIMITED;
import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;
import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;
import static io.nanobot.api.channel.ChannelException.Kind.UNCERTAIN;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import tools.jackson.databind.JsonNode;

/** What DingTalk and the network say when they say no, as sentences for the operator. */
final class DingTalkErrors {
  /** A session webhook that does not exist any more, or never did. */
  static final String SESSION_EXPIRED = "300001";

  /** {@code {"status":1111,"punish":"deny"}}: too many calls from this address. */
  private static final String ADDRESS_BLOCKED = "1111";

  private static final Set<String> TOKEN_INVALID =
      Set.of(
          "InvalidAuthentication",
          "invalidParameter.token.invalid",
          "token.notExisted",
          "40014",
          "42001");

  private static final String ASK_ADMIN =
      "Grant it on open-dev.dingtalk.com: the app, Permission Management.";
  private static final String CREDENTIALS =
      "Compare clientId and clientSecret with the page 'Credentials & Basic Information' of the app"
          + " on open-dev.dingtalk.com (Client ID was once AppKey, Client Secret AppSecret).";
  private static final String NOT_READY =
      "One of these is missing on open-dev.dingtalk.com: the app's version is published; the robot"
          + " capability is on; the robot receives messages by Stream Mode; this server's address is"
          + " on the app's IP allow-list.";
  private static final String SOMEBODY_ELSE =
      "Something between here and DingTalk answered: check the proxy and the address. DingTalk"
          + " itself does so when it blocks an address for 5 minutes.";

  private DingTalkErrors() {}

  /** A code, or all codes that start so if it ends with an asterisk, and what it means. */
  private record Rule(Set<String> codes, Kind kind, String sentence, String hint, int pause) {
    boolean covers(String code) {
      return codes.stream()
          .anyMatch(
              it ->
                  it.endsWith("*")
                      ? code.startsWith(it.substring(0, it.length() - 1))
                      : code.equals(it));
    }
  }

  /** Sources: dingtalk-protocol.md 1.3, 4.2, 5.6, 10. The first rule that covers a code counts. */
  private static final List<Rule> RULES =
      List.of(
          rule(
              AUTHENTICATION,
              "DingTalk refuses the credentials",
              CREDENTIALS,
              "authFailed",
              "invalidClientIdOrSecret",
              "invalid.client",
              "unauthorized.client",
              "40089",
              "40001"),
          new Rule(
              TOKEN_INVALID,
              AUTHENTICATION,
              "DingTalk does not accept an access token that it has just given out",
              CREDENTIALS,
              0),
          pause(1, "Forbidden.AccessDenied.Qps*", "90018", "90002"),
          pause(60, "Forbidden.AccessDenied.Qpm*", "410100"),
          pause(2, "send.too.fast", "send.byToken.tooFast", "too.many.*", "send.forbidden"),
          pause(2, "system.busy", "systemBusy"),
          pause(300, ADDRESS_BLOCKED),
          rule(
              PERMISSION,
              "The organisation's monthly quota of DingTalk calls is used up",
              "Wait for the next month, or buy calls: DingTalk admin console, API quota.",
              "Forbidden.AccessDenied.ApiCountLimitForOrg",
              "90020",
              "90003"),
          rule(
              PERMISSION,
              "DingTalk does not allow this server's address",
              "Add it to the app's IP allow-list on open-dev.dingtalk.com.",
              "Forbidden.AccessDenied.IpNotInWhiteList",
              "ipNotInWhiteList",
              "60020"),
          rule(
              PERMISSION,
              "The app lacks a permission",
              ASK_ADMIN,
              "Forbidden.AccessDenied*",
              "orgAuthLevelNotEnough",
              "unauthorized",
              "auth.error",
              "60011",
              "88"),
          rule(
              PERMISSION,
              "The robot does not belong to this app, or may not write first",
              "Check robotCode, and that the robot is published and not stopped.",
              "invalidParameter.robotCode.*",
              "chatbotId.notAllow.sendOTO",
              "resource.*"),
          rule(
              REJECTED,
              "DingTalk's content rules refuse this message",
              "",
              "contain.*",
              "430101",
              "430102",
              "430103",
              "430104",
              "310000"),
          rule(
              REJECTED,
              "The message is too long for DingTalk",
              "One message holds about 15,000 bytes.",
              "invalidParameter.msgParam.tooLong",
              "460101",
              "101002"),
          rule(
              REJECTED,
              "DingTalk does not know the receiver",
              "",
              "staffId.notExisted",
              "illegal.receivers",
              "receivers.exceed",
              "robot.oto.notExist",
              "invalidParameter.userId*",
              "33012",
              "60121"),
          rule(
              REJECTED,
              "The group does not exist any more, or the robot may not write there",
              "",
              "group.disbanded",
              "bot.*",
              "invalid.openConversationId",
              "openConversationId.invalid",
              "miss.openConversationId",
              "conversation.org.notMatch",
              "400013",
              "400102",
              "400106"),
          rule(
              REJECTED,
              "The time to answer this message is over",
              "DingTalk takes answers for 90 minutes.",
              SESSION_EXPIRED,
              "session.notExisted",
              "session.expired"),
          rule(
              UNAVAILABLE,
              "DingTalk is out of order",
              "",
              "system.*",
              "systemError",
              "unknownError",
              "serviceBusy",
              "send.ding.exception",
              "-1"));

  private static Rule rule(Kind kind, String sentence, String hint, String... codes) {
    return new Rule(Set.of(codes), kind, sentence, hint, 0);
  }

  private static Rule pause(int seconds, String... codes) {
    return new Rule(Set.of(codes), RATE_LIMITED, "DingTalk asks for a pause", "", seconds);
  }

  /** DingTalk's code for what went wrong; empty if nothing did, or if it was not DingTalk. */
  static Optional<String> code(Response response) {
    if (response.text("punish").isPresent()) {
      return Optional.of(ADDRESS_BLOCKED);
    }
    return response
        .text("errcode")
        .or(() -> response.text("code"))
        .filter(code -> !code.equals("0"));
  }

  static boolean tokenInvalid(Response response) {
    return response.status() == 401 || code(response).filter(TOKEN_INVALID::contains).isPresent();
  }

  /** Passes a success on and turns anything else into its sentence. */
  static Response check(Response response, URI address, Effect effect) throws ChannelException {
    Optional<String> code = code(response);
    if (response.ok() && code.isEmpty()) {
      return response;
    }
    if (response.json().isEmpty()) {
      throw notDingTalk(response, address, effect);
    }
    Rule rule =
        code.flatMap(it -> RULES.stream().filter(candidate -> candidate.covers(it)).findFirst())
            .orElseGet(() -> byStatus(response.status(), effect));
    throw new ChannelException(
        rule.kind(),
        rule.sentence() + scopes(response) + quote(code, response),
        rule.hint(),
        rule.kind() == RATE_LIMITED ? retryAfter(response, rule.pause()) : Optional.empty());
  }

  /** Like {@link #check}, for the call that opens a connection. */
  static Response checkOpening(Response response, URI address) throws ChannelException {
    try {
      return check(response, address, Effect.NONE);
    } catch (ChannelException e) {
      if (e.kind() == REJECTED) {
        throw new ChannelException(
            CONFIGURATION,
            "DingTalk does not open a connection for this app" + quote(code(response), response),
            NOT_READY);
      }
      throw e;
    }
  }

  private static Rule byStatus(int status, Effect effect) {
    return switch (status) {
      case 401 -> rule(AUTHENTICATION, "DingTalk refuses the credentials", CREDENTIALS);
      case 403 -> rule(PERMISSION, "The app lacks a permission", ASK_ADMIN);
      case 429 -> pause(2);
      default ->
          status >= 500
              ? rule(brokenGateway(status, effect), "DingTalk is out of order", "")
              : rule(REJECTED, "DingTalk refuses this", "");
    };
  }

  private static ChannelException notDingTalk(Response response, URI address, Effect effect) {
    int status = response.status();
    String sentence =
        "%s answered with HTTP %d and no JSON".formatted(address.getAuthority(), status);
    if (status == 429) {
      return new ChannelException(RATE_LIMITED, sentence, SOMEBODY_ELSE, retryAfter(response, 2));
    }
    return new ChannelException(brokenGateway(status, effect), sentence, SOMEBODY_ELSE);
  }

  /** A gateway's time-out does not tell whether DingTalk had done it, with JSON or without. */
  private static Kind brokenGateway(int status, Effect effect) {
    return effect == Effect.MESSAGE && status >= 500 && status != 503 ? UNCERTAIN : UNAVAILABLE;
  }

  private static Optional<Duration> retryAfter(Response response, int otherwise) {
    Optional<Duration> named =
        response
            .retryAfter()
            .filter(text -> text.matches("\\d{1,6}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    return named.or(() -> Optional.of(Duration.ofSeconds(otherwise)));
  }

  private static String scopes(Response response) {
    JsonNode scopes =
        response
            .json()
            .map(json -> json.path("accessdenieddetail").path("requiredScopes"))
            .orElseGet(Json::object);
    return scopes.isEmpty()
        ? ""
        : scopes.valueStream().map(JsonNode::asString).collect(Collectors.joining(", ", ": ", ""));
  }

  private static String quote(Optional<String> code, Response response) {
    String words =
        response
            .text("message")
            .or(() -> response.text("errmsg"))
            .map(text -> ", " + clean(text))
            .orElse("");
    String request = response.text("requestid").map(id -> ", request " + clean(id)).orElse("");
    return " (%s%s%s)".formatted(code.orElse("HTTP " + response.status()), words, request);
  }

  private static String clean(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }

  static ChannelException closed() {
    return new ChannelException(UNAVAILABLE, "The channel was closed");
  }

  /** When close() cut a request off that may already have done its work. */
  static ChannelException closedDuring(Effect effect) {
    return effect == Effect.MESSAGE
        ? new ChannelException(UNCERTAIN, "The channel was closed before DingTalk answered")
        : closed();
  }

  /** Why a request brought no answer. */
  static ChannelException noAnswer(URI address, Effect effect, Throwable cause) {
    String host = address.getAuthority();
    return notReached(host, cause)
        .orElseGet(
            () ->
                effect == Effect.MESSAGE
                    ? new ChannelException(
                        UNCERTAIN, "%s took the message, but its answer never came".formatted(host))
                    : new ChannelException(UNAVAILABLE, host + " does not answer"))
        .causedBy(cause);
  }

  /** Why a host could not be reached at all; empty if it may have been. */
  static Optional<ChannelException> notReached(String host, Throwable failure) {
    List<Throwable> chain = Stream.iterate(failure, it -> it != null, Throwable::getCause).toList();
    if (has(chain, CertificateException.class) || has(chain, "PKIX")) {
      return Optional.of(
          new ChannelException(
              UNAVAILABLE,
              "The certificate of %s is not trusted".formatted(host),
              "If a company proxy or a simulator stands there, name a PEM file with its certificate"
                  + " as trustedCertificates."));
    }
    if (has(chain, UnknownHostException.class) || has(chain, UnresolvedAddressException.class)) {
      return unreachable("The name %s can not be resolved", host, "Check DNS and the address.");
    }
    if (has(chain, HttpConnectTimeoutException.class)) {
      return unreachable("%s can not be reached in time", host, "Check the firewall and proxy.");
    }
    if (has(chain, ConnectException.class)) {
      return unreachable("%s refuses the connection", host, "Check the firewall and proxy.");
    }
    if (has(chain, SSLHandshakeException.class)) {
      return unreachable("TLS with %s fails", host, "Check the firewall and proxy.");
    }
    return Optional.empty();
  }

  private static Optional<ChannelException> unreachable(String sentence, String host, String hint) {
    return Optional.of(new ChannelException(UNAVAILABLE, sentence.formatted(host), hint));
  }

  private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
    return chain.stream().anyMatch(type::isInstance);
  }

  private static boolean has(List<Throwable> chain, String words) {
    return chain.stream().anyMatch(it -> String.valueOf(it.getMessage()).contains(words));
  }
}
