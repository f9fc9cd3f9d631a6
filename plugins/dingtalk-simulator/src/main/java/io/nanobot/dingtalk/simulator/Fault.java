package io.nanobot.dingtalk.simulator;

import java.util.Locale;
import java.util.Optional;

/** What can go wrong on purpose. {@link Faults} has a method for each. */
public enum Fault {
  CREDENTIALS_REFUSED("connections/open answers 401 and the token endpoints refuse the secret"),
  OPEN_REJECTED("connections/open answers 400, as for an app that is not published"),
  OPEN_BUSY("connections/open answers 503"),
  OPEN_HANGS("connections/open takes the request and never answers"),
  OPEN_XML("connections/open answers in XML unless the Accept header names JSON"),
  TCP_REFUSED("nobody listens: the TLS port is closed, the plain port resets platform requests"),
  BLACK_HOLE("packets vanish: connections are accepted, nothing is answered, links go silent"),
  HANDSHAKE_REFUSED("the WebSocket upgrade is answered with 403"),
  HANDSHAKE_SLOW("the WebSocket upgrade is answered late", Takes.NUMBER, "milliseconds", "5000"),
  PONG_MISSING("WebSocket pings get no pong"),
  GOODBYE_SLOW(
      "a client's goodbye is heard late, and messages come until then",
      Takes.NUMBER,
      "milliseconds",
      "1000"),
  ZOMBIE_LINKS("links stay up and answer pings, but nothing is delivered through them"),
  WEBHOOK_EXPIRED("every session webhook answers errcode 300001"),
  WEBHOOK_ERROR("session webhooks answer an errcode", Takes.NUMBER, "the code", "410100"),
  QPS_LIMIT("the new API answers 403 QpsLimitForAppkeyAndApi, webhooks errcode 410100"),
  QPS_COUNTED(
      "an endpoint refuses what is more than so many calls a second",
      Takes.NUMBER,
      "how many",
      "20"),
  ADDRESS_BLOCKED("REST calls are answered 200 with status 1111 and punish deny"),
  PERMISSION_MISSING(
      "calls with a token answer 403 and requiredScopes",
      Takes.WORD,
      "the scope",
      "qyapi_robot_sendmsg"),
  API_ERROR(
      "calls with a token answer a code",
      Takes.WORD,
      "the code",
      "Forbidden.AccessDenied.ApiCountLimitForOrg"),
  TOO_MANY_REQUESTS("sends answer 429", Takes.NUMBER, "the Retry-After seconds", "1"),
  SEND_TOO_FAST("robot sends answer 400 send.too.fast"),
  FLOW_CONTROL("1:1 sends answer 200 with the receivers in flowControlledStaffIdList"),
  TOKEN_REFUSED("every access token is taken as expired"),
  SEND_HANGS("sends are never answered", Takes.WORD, "delivered or lost", "delivered"),
  SEND_SLOW("sends are delivered and answered late", Takes.NUMBER, "milliseconds", "1000"),
  SEND_FAILS("sends answer 500"),
  SEND_BUSY("sends answer 503"),
  HTML_ANSWERS("REST calls are answered with a proxy's HTML page"),
  CARD_TEMPLATE_REFUSED(
      "cards can not be made", Takes.WORD, "the code", "param.templateUnpublished"),
  CARD_NOT_DELIVERED("cards are made, and not delivered although the answer is 200"),
  CARD_STREAM_FAILS("card/streaming answers 500 unknownError"),
  CARD_CONTENT_TOO_LARGE("card/streaming refuses long text", Takes.NUMBER, "bytes", "3000"),
  REACTION_FAILS("emotion/reply and emotion/recall answer 500 system.err"),
  OVERSIZE_FRAME("messages come in frames beyond 256 KiB"),
  CONTENT_AS_STRING("messages come as richText whose content is a JSON string"),
  UNKNOWN_MSGTYPE("messages come as unknownMsgType"),
  OVER_QUOTA("messages come without a body and with errorCode 20001"),
  QUOTE_WITHOUT_CONTENT("quotes come with the ID of the quoted message only"),
  DOWNLOAD_CODE_EXPIRED("messageFiles/download knows no download code any more"),
  DOWNLOAD_FAILS("messageFiles/download answers 500"),
  FILE_LINK_EXPIRED("signed links of files answer 403"),
  UPLOAD_SLOW("media/upload answers late", Takes.NUMBER, "milliseconds", "1000"),
  UPLOAD_REFUSED("media/upload answers an errcode", Takes.NUMBER, "the code", "40006"),
  NO_STAFF_ID("messages come without senderStaffId and isAdmin, as from an unpublished app");

  /** What a fault can be told. */
  private enum Takes {
    NOTHING,
    NUMBER,
    WORD
  }

  private final String description;
  private final Takes takes;
  private final String ifAbsent;

  Fault(String effect) {
    this.description = effect;
    this.takes = Takes.NOTHING;
    this.ifAbsent = "";
  }

  /**
   * One that can be told something.
   *
   * @param meaning of what it is told
   * @param ifAbsent what counts if it is told nothing
   */
  Fault(String effect, Takes takes, String meaning, String ifAbsent) {
    this.description = "%s; argument: %s, %s if absent".formatted(effect, meaning, ifAbsent);
    this.takes = takes;
    this.ifAbsent = ifAbsent;
  }

  /** The name that the control API uses, such as {@code black-hole}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String description() {
    return description;
  }

  /** Whether its argument is a number. */
  boolean takesNumber() {
    return takes == Takes.NUMBER;
  }

  /**
   * What a fault that is switched on goes by. Refused here already: where it strikes, nobody is
   * left to tell.
   *
   * @param given empty for what counts if nothing is said
   * @throws IllegalArgumentException if the fault can not be told this
   */
  String argument(String given) {
    if (given.isEmpty()) {
      return ifAbsent;
    }
    if (takes == Takes.NOTHING) {
      throw new IllegalArgumentException(wireName() + " takes no argument");
    }
    if (takesNumber() && !given.matches("-?\\d{1,9}")) {
      throw new IllegalArgumentException(wireName() + " needs a number, not " + given);
    }
    return given;
  }

  static Optional<Fault> named(String wireName) {
    for (Fault fault : values()) {
      if (fault.wireName().equals(wireName)) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
