package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.util.Locale;
import java.util.UUID;

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
