package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** An error answer in either dialect. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String body;

  private ApiError(int status, String body) {
    super(status + " " + body, null, false, false);
    this.status = status;
    this.body = body;
  }

  /** The new API: an HTTP status, a code and a request id. */
  static ApiError of(int status, String code, String message) {
    return new ApiError(
        status,
        Json.object()
            .put("requestid", UUID.randomUUID().toString().toUpperCase(Locale.ROOT))
            .put("code", code)
            .put("message", message)
            .toString());
  }

  /** What an app without a permission gets. */
  static ApiError permissionMissing(String scope) {
    ObjectNode body =
        Json.object()
            .put("requestid", UUID.randomUUID().toString().toUpperCase(Locale.ROOT))
            .put("code", "Forbidden.AccessDenied.AccessTokenPermissionDenied")
            .put("message", "应用尚未开通所需的权限：[" + scope + "]");
    body.putObject("accessdenieddetail").putArray("requiredScopes").add(scope);
    return new ApiError(403, body.toString());
  }

  /** The new API refuses a call for being one too many in this second. */
  static ApiError tooManyThisSecond() {
    return of(403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", "请求过于频繁，请稍后重试");
  }

  static ApiError badRequest(String code, String message) {
    return of(400, code, message);
  }

  /** The old API and webhooks: HTTP 200 and a number. */
  static ApiError errcode(int errcode, String errmsg) {
    return new ApiError(
        200, Json.object().put("errcode", errcode).put("errmsg", errmsg).toString());
  }

  HttpResponse response() {
    return HttpResponse.json(status, body);
  }
}
