package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /topapi/v2/user/get}: who a Staff ID is. */
final class UserGet implements Endpoint {
  private final World world;
  private final Callers callers;

  UserGet(World world, Callers callers) {
    this.world = world;
    this.callers = callers;
  }

  @Override
  public HttpResponse answer(Call call) {
    callers.checkOldDialect(call);
    String userId =
        call.parameter("userid").orElseThrow(() -> ApiError.errcode(33012, "无效的USERID"));
    Person person = world.staff(userId).orElseThrow(() -> ApiError.errcode(60121, "找不到该用户"));
    ObjectNode answer =
        Json.object()
            .put("errcode", 0)
            .put("errmsg", "ok")
            .put("request_id", UUID.randomUUID().toString());
    ObjectNode result =
        answer
            .putObject("result")
            .put("userid", userId)
            .put("unionid", person.unionId())
            .put("name", person.name())
            .put("admin", person.admin())
            .put("boss", false)
            .put("active", true);
    result.putArray("dept_id_list").add(1);
    return HttpResponse.json(200, answer);
  }
}
