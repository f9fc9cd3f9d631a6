package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.AUTHENTICATION;
import static io.nanobot.api.channel.ChannelException.Kind.CONFIGURATION;
import static io.nanobot.api.channel.ChannelException.Kind.RATE_LIMITED;
import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;
import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;
import static io.nanobot.api.channel.ChannelException.Kind.UNCERTAIN;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import io.nanobot.channel.dingtalk.ErrorTable.Row;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What DingTalk's answers say when they say no, as sentences for the operator. */
final class DingTalkErrors {
  static final String SESSION_EXPIRED = ErrorTable.SESSION_EXPIRED;

  /** An old answer that wraps another: its {@code sub_code} tells more. */
  private static final String WRAPPER = "88";

  private static final int PROXY_WANTS_PASSWORD = 407;

  private static final String NOT_READY =
      "One of these is missing on open-dev.dingtalk.com: the app's version is published; the robot"
          + " capability is on; the robot receives messages by Stream Mode; this server's address is"
          + " on the app's IP allow-list. Or clientId or clientSecret has a blank or a typo.";
  private static final String SOMEBODY_ELSE =
      "Something between here and DingTalk answered: check the proxy and the address. DingTalk"
          + " itself does so when it blocks an address for 5 minutes.";

  private DingTalkErrors() {}

  /** DingTalk's code for what went wrong; empty if nothing did, or if it was not DingTalk. */
  static Optional<String> code(Response response) {
    if (response.text("punish").isPresent()) {
      return Optional.of(ErrorTable.ADDRESS_BLOCKED);
    }
    return response
        .text("errcode")
        .or(() -> response.text("code"))
        .filter(code -> !code.equals("0"))
        .map(code -> code.equals(WRAPPER) ? response.text("sub_code").orElse(code) : code);
  }

  static boolean tokenInvalid(Response response) {
    return response.status() == 401
        || code(response).filter(ErrorTable.TOKEN_INVALID::covers).isPresent();
  }

  /** How long DingTalk wants no further call of this kind; empty if it does not say so. */
  static Optional<Duration> pause(Response response) {
    Optional<String> code = code(response);
    if (response.ok() && code.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(row(response, code, Effect.NONE))
        .filter(row -> row.kind() == RATE_LIMITED)
        .map(row -> retryAfter(response, row.pause()));
  }

  static boolean quotaUsedUp(Response response) {
    return code(response).filter(ErrorTable.QUOTA_USED_UP::covers).isPresent();
  }

  /** Whether DingTalk takes no call at all from this address. */
  static boolean blocksAddress(Response response) {
    return code(response).filter(ErrorTable.ADDRESS_BLOCKED::equals).isPresent();
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
    Row row = row(response, code, effect);
    boolean permission = row.equals(ErrorTable.LACKS_PERMISSION);
    throw new ChannelException(
        row.kind(),
        row.sentence()
            + (permission ? MissingPermission.scopes(response, address) : "")
            + quote(code, response),
        permission ? MissingPermission.page(response).orElse(row.fix()) : row.fix(),
        row.kind() == RATE_LIMITED
            ? Optional.of(retryAfter(response, row.pause()))
            : Optional.empty());
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

  /** Like {@link #check}, for the call that writes into a card. */
  static Response checkWriting(Response response, URI address) throws ChannelException {
    Optional<String> code = code(response);
    if (code.filter(ErrorTable.CARD_NOT_WRITTEN::covers).isPresent()) {
      Row row = ErrorTable.CARD_NOT_WRITTEN;
      throw new ChannelException(row.kind(), row.sentence() + quote(code, response), row.fix());
    }
    return check(response, address, Effect.NONE);
  }

  private static Row row(Response response, Optional<String> code, Effect effect) {
    int status = response.status();
    return code.flatMap(ErrorTable::find)
        .orElseGet(() -> ErrorTable.byStatus(status, brokenGateway(status, effect)));
  }

  private static ChannelException notDingTalk(Response response, URI address, Effect effect) {
    int status = response.status();
    if (status == PROXY_WANTS_PASSWORD) {
      return proxyWantsPassword();
    }
    String sentence =
        "%s answered with HTTP %d and no JSON".formatted(address.getAuthority(), status);
    if (status == 429) {
      return new ChannelException(
          RATE_LIMITED,
          sentence,
          SOMEBODY_ELSE,
          Optional.of(retryAfter(response, Duration.ofSeconds(2))));
    }
    return new ChannelException(brokenGateway(status, effect), sentence, SOMEBODY_ELSE);
  }

  static ChannelException proxyWantsPassword() {
    return new ChannelException(
        AUTHENTICATION,
        "The proxy refuses the user or the password (HTTP 407)",
        "Set proxyUser and proxyPassword; the proxy must take Basic authentication.");
  }

  /** A gateway's time-out does not tell whether DingTalk had done it, with JSON or without. */
  private static Kind brokenGateway(int status, Effect effect) {
    return effect == Effect.MESSAGE && status >= 500 && status != 503 ? UNCERTAIN : UNAVAILABLE;
  }

  private static Duration retryAfter(Response response, Duration otherwise) {
    return response
        .retryAfter()
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(otherwise);
  }

  private static String quote(Optional<String> code, Response response) {
    String words =
        response
            .text("sub_msg")
            .or(() -> response.text("message"))
            .or(() -> response.text("errmsg"))
            .map(text -> ", " + Words.clean(text))
            .orElse("");
    String request =
        response
            .text("requestid")
            .or(() -> response.text("request_id")) // in answers of the old API
            .map(id -> ", request " + Words.requestId(id))
            .orElse("");
    return " (%s%s%s)"
        .formatted(
            code.map(DingTalkErrors::printable).orElse("HTTP " + response.status()),
            words,
            request);
  }

  /** A known code is no secret, however long it is. */
  private static String printable(String code) {
    return ErrorTable.find(code).isPresent() && code.matches("[\\w.-]{1,100}")
        ? code
        : Words.clean(code);
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
}
