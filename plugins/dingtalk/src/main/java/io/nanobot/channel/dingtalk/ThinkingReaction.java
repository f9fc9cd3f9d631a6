package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** A reaction on a message that is being worked on. DingTalk does not document it. */
final class ThinkingReaction {
  private static final String NAME = "🤔思考中";

  /** DingTalk often does not know a message yet that has just arrived. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ZERO, Duration.ofMillis(400), Duration.ofMillis(1200));

  private final DingTalkConfig config;
  private final DingTalkApi api;
  private final CallQuota quota;
  private final Set<String> shown = ConcurrentHashMap.newKeySet();

  ThinkingReaction(DingTalkConfig config, DingTalkApi api, CallQuota quota) {
    this.config = config;
    this.api = api;
    this.quota = quota;
  }

  void show(InboundMessage question) throws ChannelException, InterruptedException {
    Optional<ObjectNode> body = body(question);
    if (isWanted() && body.isPresent()) {
      shown.add(question.id()); // first: one shown against all appearances has to go as well
      call("/v1.0/robot/emotion/reply", body.get());
    }
  }

  /** One that this channel does not know is of the channel that it has replaced. */
  void remove(InboundMessage question) throws ChannelException, InterruptedException {
    Optional<ObjectNode> body = body(question);
    if ((shown.remove(question.id()) || isWanted()) && body.isPresent()) {
      call("/v1.0/robot/emotion/recall", body.get());
    }
  }

  private boolean isWanted() {
    return config.thinkingReaction() && !quota.apiNearlyUsedUp();
  }

  /** Empty if DingTalk has not told what it takes. */
  private Optional<ObjectNode> body(InboundMessage question) {
    String robotCode = config.robotCode(question.replyHints());
    Optional<String> conversation =
        Optional.ofNullable(question.replyHints().get(DingTalkMessages.CONVERSATION));
    return conversation.map(
        id -> {
          ObjectNode body =
              Json.object()
                  .put("robotCode", robotCode)
                  .put("openMsgId", question.id())
                  .put("openConversationId", id)
                  .put("emotionType", 2)
                  .put("emotionName", NAME);
          body.putObject("textEmotion")
              .put("emotionId", "2659900")
              .put("emotionName", NAME)
              .put("text", NAME)
              .put("backgroundId", "im_bg_1");
          return body;
        });
  }

  private void call(String path, ObjectNode body) throws ChannelException, InterruptedException {
    ChannelException failure = null;
    for (Duration pause : PAUSES) {
      Thread.sleep(pause.toMillis());
      try {
        DingTalkErrors.check(api.post(path, body), api.address(path), Effect.NONE);
        return;
      } catch (ChannelException e) {
        failure = e;
        if (e.kind() != UNAVAILABLE) {
          break;
        }
      }
    }
    throw failure;
  }
}
