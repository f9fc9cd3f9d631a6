package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.message.Conversation;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls that make a card and write into it. Each of them may be repeated. */
final class CardApi {
  private static final String EXISTS = "param.cardAlreadyExist";

  private final CardConfig config;
  private final DingTalkApi api;

  CardApi(CardConfig config, DingTalkApi api) {
    this.config = config;
    this.api = api;
  }

  /**
   * Makes a card and shows it.
   *
   * @param notified who is notified of it in a group, and by which name
   * @return what the message is recalled by, which DingTalk may leave blank; empty if there is such
   *     a card already, of which nobody knows whether it is shown
   */
  Optional<String> create(
      String cardId,
      Conversation conversation,
      String robotCode,
      String text,
      Map<String, String> notified)
      throws ChannelException, InterruptedException {
    ObjectNode body = newCard(config, cardId, text);
    boolean group = conversation.kind() == Conversation.Kind.GROUP;
    body.put(
        "openSpaceId",
        "dtv1.card//%s.%s".formatted(group ? "IM_GROUP" : "IM_ROBOT", conversation.id()));
    if (group) {
      body.putObject("imGroupOpenSpaceModel").put("supportForward", true);
      ObjectNode delivery = body.putObject("imGroupOpenDeliverModel").put("robotCode", robotCode);
      if (!notified.isEmpty()) {
        notified.forEach(delivery.putObject("atUserIds")::put);
      }
    } else {
      body.putObject("imRobotOpenSpaceModel").put("supportForward", true);
      body.putObject("imRobotOpenDeliverModel")
          .put("spaceType", "IM_ROBOT")
          .put("robotCode", robotCode);
    }
    Response response = api.post("/v1.0/card/instances/createAndDeliver", body);
    if (DingTalkErrors.code(response).filter(EXISTS::equals).isPresent()) {
      return Optional.empty();
    }
    DingTalkErrors.check(
        response, api.address("/v1.0/card/instances/createAndDeliver"), Effect.NONE);
    return carrierId(response);
  }

  /** A card without a place, whose template is checked when it is made. */
  static ObjectNode newCard(CardConfig config, String cardId, String text) {
    ObjectNode body =
        Json.object()
            .put("cardTemplateId", config.templateId())
            .put("outTrackId", cardId)
            .put("callbackType", "STREAM")
            .put("userIdType", 1);
    body.putObject("cardData").putObject("cardParamMap").put(config.contentKey(), text);
    return body;
  }

  /** HTTP 200 may still mean that nobody sees it. */
  private static Optional<String> carrierId(Response response) throws ChannelException {
    for (JsonNode delivery :
        response.json().orElseGet(Json::object).path("result").path("deliverResults")) {
      if (!delivery.path("success").asBoolean(false)) {
        throw new ChannelException(
            REJECTED,
            "DingTalk did not deliver a card: "
                + Words.clean(Json.text(delivery, "errorMsg").orElse("it does not say why")));
      }
      return Optional.of(Json.text(delivery, "carrierId").orElse(""));
    }
    throw new ChannelException(REJECTED, "DingTalk does not say whether it delivered a card");
  }

  /** Writes all of the text into a card. Its completion is one call, however often it is tried. */
  void write(String cardId, String text, Ending ending)
      throws ChannelException, InterruptedException {
    String guid = ending == Ending.COMPLETE ? Digest.of(cardId) : UUID.randomUUID().toString();
    ObjectNode body =
        Json.object()
            .put("outTrackId", cardId)
            .put("guid", guid)
            .put("key", config.contentKey())
            .put("content", text)
            .put("isFull", true)
            .put("isFinalize", ending == Ending.COMPLETE)
            .put("isError", ending == Ending.FAILED);
    Response response = api.put("/v1.0/card/streaming", body);
    DingTalkErrors.checkWriting(response, api.address("/v1.0/card/streaming"));
  }

  /** What a card is after a call. */
  enum Ending {
    /** It grows on. */
    NONE,
    COMPLETE,
    FAILED
  }
}
