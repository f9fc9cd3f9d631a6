package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The three endpoints that give a token for the app's credentials. */
final class AccessTokens {
  private final World world;
  private final Tokens tokens;
  private final Faults faults;

  AccessTokens(World world, Tokens tokens, Faults faults) {
    this.world = world;
    this.tokens = tokens;
    this.faults = faults;
  }

  /** {@code POST /v1.0/oauth2/accessToken}. */
  HttpResponse preferred(Call call) {
    JsonNode body = call.json();
    String token =
        issue(
            Json.text(body, "appKey"),
            Json.text(body, "appSecret"),
            () -> ApiError.badRequest("invalidClientIdOrSecret", "无效的clientId或者clientSecret"));
    return HttpResponse.json(
        200, Json.object().put("accessToken", token).put("expireIn", seconds()));
  }

  /** {@code POST /v1.0/oauth2/{corpId}/token}. */
  HttpResponse unified(Call call) {
    JsonNode body = call.json();
    if (!Json.text(body, "grant_type").equals("client_credentials")) {
      throw ApiError.badRequest("unsupported.grant.type", "grant_type is not supported");
    }
    String token =
        issue(
            Json.text(body, "client_id"),
            Json.text(body, "client_secret"),
            () -> ApiError.badRequest("invalid.client", "client_id or client_secret is wrong"));
    return HttpResponse.json(
        200, Json.object().put("access_token", token).put("expires_in", seconds()));
  }

  /** {@code GET /gettoken}. */
  HttpResponse old(Call call) {
    String token =
        issue(
            call.parameter("appkey").orElse(""),
            call.parameter("appsecret").orElse(""),
            () -> ApiError.errcode(40089, "不合法的corpid或corpsecret"));
    return HttpResponse.json(
        200,
        Json.object()
            .put("errcode", 0)
            .put("errmsg", "ok")
            .put("access_token", token)
            .put("expires_in", seconds()));
  }

  private String issue(String clientId, String secret, Supplier<ApiError> refusal) {
    if (faults.strikes(Fault.CREDENTIALS_REFUSED)) {
      throw refusal.get();
    }
    return world
        .app(clientId)
        .filter(app -> app.clientSecret().equals(secret))
        .map(tokens::issue)
        .orElseThrow(refusal);
  }

  private static long seconds() {
    return Tokens.VALIDITY.toSeconds();
  }
}
