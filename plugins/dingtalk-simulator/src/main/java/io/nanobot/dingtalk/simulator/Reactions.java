package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/**
 * The "thinking" reaction on a person's message: {@code robot/emotion/reply} and {@code recall}.
 */
final class Reactions {
  private final Callers callers;
  private final Chats chats;
  private final Faults faults;

  Reactions(Callers callers, Chats chats, Faults faults) {
    this.callers = callers;
    this.chats = chats;
    this.faults = faults;
  }

  HttpResponse add(Call call) {
    return change(call, SentMessage::reacted);
  }

  HttpResponse takeBack(Call call) {
    return change(call, SentMessage::reactionTakenBack);
  }

  private HttpResponse change(Call call, BiConsumer<SentMessage, String> how) {
    JsonNode body = call.json();
    callers.robot(call, body);
    if (faults.strikes(Fault.REACTION_FAILS)) {
      throw ApiError.of(500, "system.err", "系统错误");
    }
    String conversation = Json.text(body, "openConversationId");
    SentMessage message =
        chats
            .sent(Json.text(body, "openMsgId"))
            .filter(found -> found.conversation().id().equals(conversation))
            .orElseThrow(() -> ApiError.badRequest("invalidParameter", "there is no such message"));
    String name = Json.text(body, "emotionName");
    if (name.isEmpty()) {
      throw ApiError.badRequest("invalidParameter", "emotionName is empty");
    }
    how.accept(message, name);
    chats.touch(message);
    return HttpResponse.json(200, Json.object().put("success", true));
  }
}
