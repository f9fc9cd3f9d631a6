package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /robot/sendBySession}: a reply through the webhook that a message carried. No token
 * is needed.
 */
final class SendBySession implements Endpoint {
  private static final int MAX_BODY_BYTES = 20_000;

  private final WebhookSessions sessions;
  private final Chats chats;
  private final Faults faults;
  private final Clock clock;

  SendBySession(WebhookSessions sessions, Chats chats, Faults faults, Clock clock) {
    this.sessions = sessions;
    this.chats = chats;
    this.faults = faults;
    this.clock = clock;
  }

  @Override
  public HttpResponse answer(Call call) {
    WebhookSessions.Session session =
        call.request()
            .query("session")
            .flatMap(sessions::find)
            .filter(found -> !faults.strikes(Fault.WEBHOOK_EXPIRED))
            .orElseThrow(() -> ApiError.errcode(300001, "session 不存在"));
    failOnPurpose();
    if (!call.request().isJson()) {
      throw ApiError.errcode(43004, "无效的HTTP HEADER Content-Type");
    }
    if (call.request().body().length > MAX_BODY_BYTES) {
      throw ApiError.errcode(460101, "message too long, exceed 20000 bytes");
    }
    JsonNode body = call.json();
    if (body.isEmpty()) {
      throw ApiError.errcode(40035, "缺少参数 json");
    }
    SentMessage message = session.message();
    spoken(body)
        .map(
            said ->
                new Reply(
                    clock.instant(),
                    session.app(),
                    message.conversation(),
                    Optional.of(message),
                    said))
        .ifPresent(
            reply -> {
              call.replies().add(reply);
              chats.add(reply);
            });
    return HttpResponse.json(200, Json.object().put("errcode", 0).put("errmsg", "ok"));
  }

  private void failOnPurpose() {
    faults
        .strike(Fault.WEBHOOK_ERROR)
        .map(ActiveFault::number)
        .ifPresent(
            code -> {
              throw ApiError.errcode(code, "错误描述:按要求失败;解决方案:无;参考链接:无");
            });
    if (faults.strikes(Fault.QPS_LIMIT)) {
      throw ApiError.errcode(410100, "发送速度太快而限流");
    }
  }

  /** Nothing for {@code empty}, which is a legal way to say nothing. */
  private static Optional<Spoken> spoken(JsonNode body) {
    String msgtype = Json.text(body, "msgtype");
    JsonNode inner = body.path(msgtype);
    return switch (msgtype) {
      case "empty" -> Optional.empty();
      case "text" -> Optional.of(said(body, "", required(inner, "content", 40035)));
      case "markdown", "actionCard", "link" ->
          Optional.of(
              said(body, required(inner, "title", 400402), required(inner, "text", 400403)));
      case "feedCard" -> Optional.of(said(body, "", feed(inner)));
      default -> throw ApiError.errcode(400105, "不支持的消息类型 " + msgtype);
    };
  }

  private static Spoken said(JsonNode body, String title, String text) {
    List<String> at =
        body.path("at").path("atUserIds").valueStream().map(one -> one.asString("")).toList();
    return new Spoken(
        Json.text(body, "msgtype"), title, text, at, body.toString(), Optional.empty());
  }

  private static String feed(JsonNode inner) {
    return String.join(
        "\n", inner.path("links").valueStream().map(one -> Json.text(one, "title")).toList());
  }

  private static String required(JsonNode inner, String member, int errcode) {
    String text = Json.text(inner, member);
    if (text.isBlank()) {
      throw ApiError.errcode(errcode, "错误描述:缺少参数 " + member + "; 解决方案:请补充参数;参考链接:无");
    }
    return text;
  }
}
