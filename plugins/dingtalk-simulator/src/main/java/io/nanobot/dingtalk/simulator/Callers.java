package io.nanobot.dingtalk.simulator;

import tools.jackson.databind.JsonNode;

/** Finds out which app calls, and refuses everybody else. */
final class Callers {
  private final World world;
  private final Tokens tokens;
  private final Faults faults;

  Callers(World world, Tokens tokens, Faults faults) {
    this.world = world;
    this.tokens = tokens;
    this.faults = faults;
  }

  /** The app whose token the call carries, in the new dialect. */
  App app(Call call) {
    if (faults.strikes(Fault.QPS_LIMIT)) {
      throw ApiError.tooManyThisSecond();
    }
    faults
        .strike(Fault.PERMISSION_MISSING)
        .ifPresent(
            fault -> {
              throw ApiError.permissionMissing(fault.argument());
            });
    faults
        .strike(Fault.API_ERROR)
        .map(ActiveFault::argument)
        .ifPresent(
            code -> {
              throw ApiError.of(code.startsWith("Forbidden") ? 403 : 400, code, "按要求失败");
            });
    String token = call.request().header("x-acs-dingtalk-access-token").orElse("");
    return tokens
        .owner(token)
        .filter(app -> !faults.strikes(Fault.TOKEN_REFUSED))
        .orElseThrow(() -> ApiError.badRequest("InvalidAuthentication", "不合法的access_token"));
  }

  /** The app, once it is sure that it speaks for its own robot. */
  App robot(Call call, JsonNode body) {
    App app = app(call);
    checkRobotCode(app, Json.text(body, "robotCode"));
    return app;
  }

  void checkRobotCode(App app, String robotCode) {
    if (robotCode.isEmpty()) {
      throw ApiError.badRequest("invalidParameter.robotCode.empty", "robotCode is empty");
    }
    if (world.app(robotCode).isEmpty()) {
      throw ApiError.badRequest("invalidParameter.robotCode.notExsit", "robot 不存在");
    }
    if (!app.robotCode().equals(robotCode)) {
      throw ApiError.badRequest(
          "invalidParameter.robotCode.auth", "appkey and robotCode do not match");
    }
  }

  /** The old dialect carries the token in the query. */
  void checkOldDialect(Call call) {
    if (faults.strikes(Fault.QPS_LIMIT)) {
      throw ApiError.errcode(90018, "您的服务器调用钉钉开放平台所有接口的请求都被暂时禁用了");
    }
    String token = call.request().query("access_token").orElse("");
    if (tokens.owner(token).isEmpty() || faults.strikes(Fault.TOKEN_REFUSED)) {
      throw ApiError.errcode(40014, "不合法的access_token");
    }
  }
}
