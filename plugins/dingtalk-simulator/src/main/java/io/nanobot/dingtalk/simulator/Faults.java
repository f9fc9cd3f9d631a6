package io.nanobot.dingtalk.simulator;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The switches for everything that can go wrong. A method switches its fault on until it is
 * cleared; {@code .times(n)} behind it limits it to the next n calls. Safe to use from any thread.
 */
public final class Faults {
  private final Map<Fault, ActiveFault> active = new EnumMap<>(Fault.class);
  private final Changes changes;
  private final Runnable onSwitch;
  private int clearings;

  /** {@code onSwitch} runs after each switch, for what has to be done rather than asked. */
  Faults(Changes changes, Runnable onSwitch) {
    this.changes = changes;
    this.onSwitch = onSwitch;
  }

  /** {@code connections/open} answers 401 {@code authFailed}, and no token is issued. */
  public ActiveFault refuseCredentials() {
    return on(Fault.CREDENTIALS_REFUSED);
  }

  /** {@code connections/open} answers 400. */
  public ActiveFault rejectOpen() {
    return on(Fault.OPEN_REJECTED);
  }

  /** {@code connections/open} answers 503. */
  public ActiveFault openBusy() {
    return on(Fault.OPEN_BUSY);
  }

  /** {@code connections/open} is not answered as long as this lasts. */
  public ActiveFault openHangs() {
    return on(Fault.OPEN_HANGS);
  }

  /** {@code connections/open} answers in XML a request whose Accept header does not name JSON. */
  public ActiveFault openAnswersXml() {
    return on(Fault.OPEN_XML);
  }

  /** New connections are refused; links that are open stay. */
  public ActiveFault refuseTcp() {
    return on(Fault.TCP_REFUSED);
  }

  /** Nothing is answered, nothing is read, and nothing is sent on any connection, new or old. */
  public ActiveFault blackHole() {
    return on(Fault.BLACK_HOLE);
  }

  /** The WebSocket upgrade is refused with 403; the ticket is used up. */
  public ActiveFault refuseHandshake() {
    return on(Fault.HANDSHAKE_REFUSED);
  }

  /** The WebSocket upgrade is answered after this time. */
  public ActiveFault slowHandshake(Duration delay) {
    return on(Fault.HANDSHAKE_SLOW, Long.toString(delay.toMillis()));
  }

  /** WebSocket pings are not answered. */
  public ActiveFault missPongs() {
    return on(Fault.PONG_MISSING);
  }

  /** The end of a link is noticed after this time; until then messages go to it. */
  public ActiveFault slowGoodbyes(Duration delay) {
    return on(Fault.GOODBYE_SLOW, Long.toString(delay.toMillis()));
  }

  /** Links stay up, but neither messages nor SYSTEM pings come through. */
  public ActiveFault zombieLinks() {
    return on(Fault.ZOMBIE_LINKS);
  }

  /** Every session webhook answers HTTP 200 with errcode 300001. */
  public ActiveFault expireWebhooks() {
    return on(Fault.WEBHOOK_EXPIRED);
  }

  /** Session webhooks answer HTTP 200 with this errcode. */
  public ActiveFault webhookError(int errcode) {
    return on(Fault.WEBHOOK_ERROR, Integer.toString(errcode));
  }

  /**
   * The new API answers 403 {@code Forbidden.AccessDenied.QpsLimitForAppkeyAndApi}; webhooks answer
   * 410100.
   */
  public ActiveFault limitQps() {
    return on(Fault.QPS_LIMIT);
  }

  /**
   * An endpoint answers what is more than so many calls in a second as {@link #limitQps} does, and
   * the others as usual.
   */
  public ActiveFault countQps(int callsPerSecond) {
    return on(Fault.QPS_COUNTED, Integer.toString(callsPerSecond));
  }

  /** REST calls are answered as to an address that DingTalk blocks for 5 minutes. */
  public ActiveFault blockAddress() {
    return on(Fault.ADDRESS_BLOCKED);
  }

  /** Calls with a token answer 403 and name this scope as the one that is missing. */
  public ActiveFault missPermission(String scope) {
    return on(Fault.PERMISSION_MISSING, scope);
  }

  /** Calls with a token answer this code, with 403 if it begins with Forbidden, or else 400. */
  public ActiveFault apiError(String code) {
    return on(Fault.API_ERROR, code);
  }

  /** Cards can not be made, for this reason. */
  public ActiveFault refuseCardTemplate(String code) {
    return on(Fault.CARD_TEMPLATE_REFUSED, code);
  }

  /** Cards are made, and their delivery fails although the answer is 200. */
  public ActiveFault deliverNoCards() {
    return on(Fault.CARD_NOT_DELIVERED);
  }

  /** {@code card/streaming} answers 500 {@code unknownError}. */
  public ActiveFault failCardStreaming() {
    return on(Fault.CARD_STREAM_FAILS);
  }

  /** {@code card/streaming} refuses text of more bytes. */
  public ActiveFault limitCardContent(int bytes) {
    return on(Fault.CARD_CONTENT_TOO_LARGE, Integer.toString(bytes));
  }

  /** Sends answer 429 with a Retry-After header. */
  public ActiveFault tooManyRequests(Duration retryAfter) {
    return on(Fault.TOO_MANY_REQUESTS, Long.toString(retryAfter.toSeconds()));
  }

  /** Robot sends answer 400 {@code send.too.fast}. */
  public ActiveFault sendTooFast() {
    return on(Fault.SEND_TOO_FAST);
  }

  /** 1:1 sends answer 200 and name every receiver as flow controlled. */
  public ActiveFault controlFlow() {
    return on(Fault.FLOW_CONTROL);
  }

  /**
   * Calls with a token answer 400 {@code InvalidAuthentication}; see also {@link
   * DingTalkSimulator#revokeTokens}.
   */
  public ActiveFault refuseTokens() {
    return on(Fault.TOKEN_REFUSED);
  }

  /** Sends are delivered, but the answer never comes: the sender can not know. */
  public ActiveFault sendHangs() {
    return on(Fault.SEND_HANGS, "delivered");
  }

  /** Sends are lost, and the answer never comes. */
  public ActiveFault sendHangsAndIsLost() {
    return on(Fault.SEND_HANGS, "lost");
  }

  /** Sends are delivered at once and answered after this time. */
  public ActiveFault slowSends(Duration delay) {
    return on(Fault.SEND_SLOW, Long.toString(delay.toMillis()));
  }

  /** Sends answer 500. */
  public ActiveFault sendFails() {
    return on(Fault.SEND_FAILS);
  }

  /** Sends answer 503. */
  public ActiveFault sendBusy() {
    return on(Fault.SEND_BUSY);
  }

  /** REST calls are answered with an HTML page, as by a proxy or a throttle in between. */
  public ActiveFault answerHtml() {
    return on(Fault.HTML_ANSWERS);
  }

  /** Reactions answer 500 {@code system.err}. */
  public ActiveFault failReactions() {
    return on(Fault.REACTION_FAILS);
  }

  /** What people say arrives in frames beyond 256 KiB. */
  public ActiveFault oversizeFrames() {
    return on(Fault.OVERSIZE_FRAME);
  }

  /** What people say arrives as richText with {@code content} as a JSON string. */
  public ActiveFault contentAsString() {
    return on(Fault.CONTENT_AS_STRING);
  }

  /** What people say arrives as {@code unknownMsgType}. */
  public ActiveFault unknownMsgtype() {
    return on(Fault.UNKNOWN_MSGTYPE);
  }

  /** What people say arrives without a body and with errorCode 20001. */
  public ActiveFault overQuota() {
    return on(Fault.OVER_QUOTA);
  }

  /** Quotes tell the ID of the quoted message, and not what it said. */
  public ActiveFault withholdQuotes() {
    return on(Fault.QUOTE_WITHOUT_CONTENT);
  }

  /** {@code messageFiles/download} answers 400 {@code invalidParameter.robotCode.downloadCode}. */
  public ActiveFault expireDownloadCodes() {
    return on(Fault.DOWNLOAD_CODE_EXPIRED);
  }

  /** {@code messageFiles/download} answers 500. */
  public ActiveFault downloadFails() {
    return on(Fault.DOWNLOAD_FAILS);
  }

  /** The signed links of files answer 403, as when they are too old. */
  public ActiveFault expireFileLinks() {
    return on(Fault.FILE_LINK_EXPIRED);
  }

  /** {@code media/upload} answers after this time, as over a slow line. */
  public ActiveFault slowUploads(Duration delay) {
    return on(Fault.UPLOAD_SLOW, Long.toString(delay.toMillis()));
  }

  /** {@code media/upload} answers HTTP 200 with this errcode. */
  public ActiveFault refuseUploads(int errcode) {
    return on(Fault.UPLOAD_REFUSED, Integer.toString(errcode));
  }

  /** What staff members say arrives without {@code senderStaffId} and {@code isAdmin}. */
  public ActiveFault withholdStaffId() {
    return on(Fault.NO_STAFF_ID);
  }

  /** Switches a fault on until it is cleared. */
  public ActiveFault on(Fault fault) {
    return on(fault, "");
  }

  ActiveFault on(Fault fault, String argument) {
    ActiveFault switched = new ActiveFault(this, fault, argument);
    synchronized (this) {
      active.put(fault, switched);
    }
    switchesMoved();
    return switched;
  }

  /** Switches one fault off. */
  public void clear(Fault fault) {
    synchronized (this) {
      active.remove(fault);
      clearings++;
    }
    switchesMoved();
  }

  /** Switches everything off. */
  public void clear() {
    synchronized (this) {
      active.clear();
      clearings++;
    }
    switchesMoved();
  }

  public synchronized boolean isOn(Fault fault) {
    return active.containsKey(fault);
  }

  public synchronized Set<Fault> active() {
    Set<Fault> all = EnumSet.noneOf(Fault.class);
    all.addAll(active.keySet());
    return all;
  }

  /** Whether the fault hits this call; counts the call. */
  boolean strikes(Fault fault) {
    return strike(fault).isPresent();
  }

  Optional<ActiveFault> strike(Fault fault) {
    Optional<ActiveFault> found;
    boolean last;
    synchronized (this) {
      found = Optional.ofNullable(active.get(fault));
      last = found.isPresent() && found.get().struck();
      if (last) {
        active.remove(fault);
      }
    }
    if (last) {
      changes.announce(); // never with our lock held: whoever waits for changes asks us
    }
    return found;
  }

  /** Waits as long as the fault lasts. */
  void sitOut(Fault fault) {
    while (isOn(fault)) {
      await(() -> !isOn(fault));
    }
  }

  /** Waits until somebody clears faults, also when the one that struck has used up its calls. */
  void hang() {
    int before = clearings();
    while (clearings() == before) {
      await(() -> clearings() != before);
    }
  }

  /** Waits as many milliseconds as the fault's argument says, if it strikes. */
  void delay(Fault fault) {
    strike(fault)
        .map(slow -> Duration.ofMillis(slow.number()))
        .ifPresent(time -> changes.await(() -> false, time));
  }

  private void await(BooleanSupplier condition) {
    boolean met = changes.await(condition, Duration.ofMinutes(1));
    if (!met && (changes.closed() || Thread.currentThread().isInterrupted())) {
      throw new IllegalStateException("the simulator is closing");
    }
  }

  private synchronized int clearings() {
    return clearings;
  }

  private void switchesMoved() {
    onSwitch.run();
    changes.announce();
  }
}
