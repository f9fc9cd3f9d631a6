package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes robot messages back. */
final class RobotRecalls {
  private static final int MAX_KEYS = 20;

  private final World world;
  private final Callers callers;
  private final Chats chats;

  RobotRecalls(World world, Callers callers, Chats chats) {
    this.world = world;
    this.callers = callers;
    this.chats = chats;
  }

  /** {@code POST /v1.0/robot/otoMessages/batchRecall}. */
  HttpResponse fromPeople(Call call) {
    callers.robot(call, call.json());
    return recall(call.json(), Optional.empty());
  }

  /** {@code POST /v1.0/robot/groupMessages/recall}. */
  HttpResponse fromGroup(Call call) {
    callers.robot(call, call.json());
    return recall(call.json(), Optional.of(RobotSends.group(world, call.json())));
  }

  private HttpResponse recall(JsonNode body, Optional<Conversation> group) {
    List<String> keys =
        body.path("processQueryKeys").valueStream().map(one -> one.asString("")).toList();
    if (keys.isEmpty()) {
      throw ApiError.badRequest("invalid.processQueryKey", "processQueryKeys is empty");
    }
    if (keys.size() > MAX_KEYS) {
      throw ApiError.badRequest(
          "invalidParameter.processQueryKeys.overMax", "processQueryKeys exceeds 20");
    }
    ObjectNode answer = Json.object();
    ArrayNode done = answer.putArray("successResult");
    ObjectNode failed = answer.putObject("failedResult");
    for (String key : keys) {
      List<Reply> messages = matching(key, group);
      messages.forEach(chats::recall);
      if (messages.isEmpty()) {
        failed.put(key, "invalid.processQueryKey");
      } else {
        done.add(key);
      }
    }
    return HttpResponse.json(200, answer);
  }

  private List<Reply> matching(String key, Optional<Conversation> group) {
    return chats.byProcessQueryKey(key).stream()
        .filter(
            reply ->
                group.map(reply.conversation()::equals).orElse(!reply.conversation().isGroup()))
        .toList();
  }
}
