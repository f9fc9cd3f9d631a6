package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The robot API's two sends: to people, and to a group. */
final class RobotSends {
  private static final int MAX_RECEIVERS = 20;

  private final World world;
  private final Callers callers;
  private final Chats chats;
  private final Faults faults;
  private final Clock clock;
  private final UploadedFiles uploads;

  RobotSends(
      World world,
      Callers callers,
      Chats chats,
      Faults faults,
      Clock clock,
      UploadedFiles uploads) {
    this.world = world;
    this.callers = callers;
    this.chats = chats;
    this.faults = faults;
    this.clock = clock;
    this.uploads = uploads;
  }

  /** {@code POST /v1.0/robot/oToMessages/batchSend}. */
  HttpResponse toPeople(Call call) {
    JsonNode body = call.json();
    App app = callers.robot(call, body);
    List<String> userIds = body.path("userIds").valueStream().map(one -> one.asString("")).toList();
    if (userIds.isEmpty()) {
      throw ApiError.badRequest("invalidParameter.userIds.empty", "userIds is empty");
    }
    if (userIds.size() > MAX_RECEIVERS) {
      throw ApiError.badRequest("invalidParameter.userIds.overMax", "userIds exceeds 20");
    }
    Spoken spoken = RobotMessage.spoken(body, uploads);
    slowDown();
    boolean controlled = faults.strikes(Fault.FLOW_CONTROL);
    String key = OpaqueId.random("pqk");
    List<String> unknown = new ArrayList<>();
    List<String> held = new ArrayList<>();
    for (String userId : userIds) {
      Optional<Person> person = world.staff(userId);
      if (person.isEmpty()) {
        unknown.add(userId);
      } else if (controlled) {
        held.add(userId);
      } else {
        add(call, app, Conversation.oneToOne(app, person.get()), spoken, key);
      }
    }
    ObjectNode answer = Json.object().put("processQueryKey", key);
    answer.set("invalidStaffIdList", Json.strings(unknown));
    answer.set("flowControlledStaffIdList", Json.strings(held));
    return HttpResponse.json(200, answer);
  }

  /** {@code POST /v1.0/robot/groupMessages/send}. */
  HttpResponse toGroup(Call call) {
    JsonNode body = call.json();
    App app = callers.robot(call, body);
    Conversation group = group(world, body);
    Spoken spoken = RobotMessage.spoken(body, uploads);
    slowDown();
    String key = OpaqueId.random("pqk");
    add(call, app, group, spoken, key);
    return HttpResponse.json(200, Json.object().put("processQueryKey", key));
  }

  static Conversation group(World world, JsonNode body) {
    String id = Json.text(body, "openConversationId");
    if (id.isEmpty()) {
      throw ApiError.badRequest("miss.openConversationId", "openConversationId is empty");
    }
    return world
        .group(id)
        .orElseThrow(
            () -> ApiError.badRequest("invalid.openConversationId", "there is no such group"));
  }

  private void slowDown() {
    if (faults.strikes(Fault.SEND_TOO_FAST)) {
      throw ApiError.badRequest("send.too.fast", "发送速度太快");
    }
  }

  private void add(Call call, App app, Conversation where, Spoken spoken, String key) {
    Reply reply = new Reply(clock.instant(), app, where, Optional.empty(), spoken);
    reply.queryable(key);
    call.replies().add(reply);
    chats.add(reply);
  }
}
