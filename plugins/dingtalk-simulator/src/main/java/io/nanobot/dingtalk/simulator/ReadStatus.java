package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells who has read a robot message. In this world everybody reads at once. */
final class ReadStatus {
  private final World world;
  private final Callers callers;
  private final Chats chats;

  ReadStatus(World world, Callers callers, Chats chats) {
    this.world = world;
    this.callers = callers;
    this.chats = chats;
  }

  /** {@code GET /v1.0/robot/oToMessages/readStatus}. */
  HttpResponse ofPeople(Call call) {
    App app = callers.app(call);
    callers.checkRobotCode(app, call.request().query("robotCode").orElse(""));
    List<Reply> messages = messages(call.request().query("processQueryKey").orElse(""));
    ObjectNode answer = Json.object().put("sendStatus", status(messages));
    ArrayNode readers = answer.putArray("messageReadInfoList");
    messages.stream()
        .flatMap(reply -> reply.conversation().person().stream())
        .forEach(
            person ->
                readers
                    .addObject()
                    .put("name", person.name())
                    .put("userId", person.id())
                    .put("readStatus", "READ"));
    return HttpResponse.json(200, answer);
  }

  /** {@code POST /v1.0/robot/groupMessages/query}. */
  HttpResponse ofGroup(Call call) {
    JsonNode body = call.json();
    callers.robot(call, body);
    RobotSends.group(world, body);
    ObjectNode answer =
        Json.object().put("sendStatus", status(messages(Json.text(body, "processQueryKey"))));
    answer.set(
        "readUserIds",
        Json.strings(
            world.people().stream().map(Person::staffId).flatMap(Optional::stream).toList()));
    return HttpResponse.json(200, answer.put("hasMore", false));
  }

  private List<Reply> messages(String key) {
    List<Reply> found = chats.byProcessQueryKey(key);
    if (found.isEmpty()) {
      throw ApiError.badRequest("processQueryKey.expireTime", "processQueryKey is unknown");
    }
    return found;
  }

  private static String status(List<Reply> messages) {
    return messages.stream().allMatch(Reply::recalled) ? "RECALLED" : "SUCCESS";
  }
}
