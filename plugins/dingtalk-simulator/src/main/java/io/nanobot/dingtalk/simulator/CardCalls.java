package io.nanobot.dingtalk.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls about cards: reference sections 8.1 to 8.3. */
final class CardCalls {
  private static final int LONGEST_ID = 100;

  private final World world;
  private final Callers callers;
  private final Chats chats;
  private final Cards cards;
  private final Faults faults;
  private final Clock clock;

  CardCalls(World world, Callers callers, Chats chats, Cards cards, Faults faults, Clock clock) {
    this.world = world;
    this.callers = callers;
    this.chats = chats;
    this.cards = cards;
    this.faults = faults;
    this.clock = clock;
  }

  /** {@code POST /v1.0/card/instances}. */
  HttpResponse create(Call call) {
    Card card = created(callers.app(call), call.json());
    return HttpResponse.json(
        200, Json.object().put("success", true).put("result", card.outTrackId()));
  }

  /** {@code POST /v1.0/card/instances/deliver}. */
  HttpResponse deliver(Call call) {
    App app = callers.app(call);
    ObjectNode answer = Json.object().put("success", true);
    answer.set(
        "result", delivered(call, card(app, call.json(), "param.cardNotExist"), call.json()));
    return HttpResponse.json(200, answer);
  }

  /** {@code POST /v1.0/card/instances/createAndDeliver}. */
  HttpResponse createAndDeliver(Call call) {
    JsonNode body = call.json();
    App app = callers.app(call);
    space(body); // refused before anything is made
    Card card = created(app, body);
    ObjectNode answer = Json.object().put("success", true);
    answer
        .putObject("result")
        .put("outTrackId", card.outTrackId())
        .set("deliverResults", delivered(call, card, body));
    return HttpResponse.json(200, answer);
  }

  /** {@code PUT /v1.0/card/instances}. */
  HttpResponse update(Call call) {
    JsonNode body = call.json();
    Card card = card(callers.app(call), body, "param.cardNotExist");
    Optional<CardUpdate> update = CardUpdate.in(body);
    if (update.isEmpty() && !body.path("privateData").isObject()) {
      throw ApiError.badRequest("param.cardDataAndPrivateDataBothEmpty", "nothing to update");
    }
    if (update.isPresent()) {
      card.update(update.get());
      chats.changed(card);
    }
    return done();
  }

  /** {@code PUT /v1.0/card/streaming}. */
  HttpResponse stream(Call call) {
    JsonNode body = call.json();
    App app = callers.app(call);
    if (faults.strikes(Fault.CARD_STREAM_FAILS)) {
      throw ApiError.of(500, "unknownError", "未知错误");
    }
    String content = required(body, "content", "param.stream.contentEmpty");
    String guid = required(body, "guid", "param.stream.guidEmpty");
    String key = required(body, "key", "param.stream.keyEmpty");
    Card card = card(app, body, "param.stream.outTrackId");
    faults
        .strike(Fault.CARD_CONTENT_TOO_LARGE)
        .filter(it -> content.getBytes(UTF_8).length > it.number())
        .ifPresent(
            fault -> {
              throw ApiError.badRequest("param.stream.content", "content is too large");
            });
    if (!key.equals(CardTemplate.DEMO.contentKey())) {
      throw ApiError.of(500, "unknownError", "未知错误");
    }
    if (!body.path("isFull").asBoolean(false)) {
      throw ApiError.badRequest("param.stream.isFull", "isFull must be true for markdown");
    }
    Card.Frame frame =
        new Card.Frame(
            clock.instant(),
            content,
            body.path("isFinalize").asBoolean(false),
            body.path("isError").asBoolean(false));
    switch (card.stream(guid, frame)) {
      case SHOWN -> chats.changed(card);
      case OVER -> throw ApiError.badRequest("param.stream.outTrackId", "card is finished");
      case REPEATED -> {
        // nothing more happens
      }
    }
    return done();
  }

  private Card created(App app, JsonNode body) {
    String id = required(body, "outTrackId", "param.outTrackIdEmpty");
    if (id.length() > LONGEST_ID) {
      throw ApiError.badRequest("param.invalid", "outTrackId is too long");
    }
    checkTemplate(required(body, "cardTemplateId", "param.cardTemplateIdEmpty"));
    JsonNode data = body.path("cardData").path("cardParamMap");
    if (!data.isObject()) {
      throw ApiError.badRequest("param.cardPublicDataEmpty", "cardData is empty");
    }
    boolean streams = Json.text(body, "callbackType").equals("STREAM");
    Card card = new Card(id, app, streams, CardUpdate.params(data));
    if (!cards.add(card)) {
      throw ApiError.badRequest("param.cardAlreadyExist", "the card exists");
    }
    return card;
  }

  private void checkTemplate(String id) {
    faults
        .strike(Fault.CARD_TEMPLATE_REFUSED)
        .map(ActiveFault::argument)
        .ifPresent(
            code -> {
              throw ApiError.badRequest(code, "the template can not be used");
            });
    if (!id.equals(CardTemplate.DEMO.id())) {
      throw ApiError.badRequest("param.templateNotExist", "there is no such template");
    }
  }

  private ArrayNode delivered(Call call, Card card, JsonNode body) {
    Conversation where = space(body);
    ArrayNode results = Json.MAPPER.createArrayNode();
    ObjectNode result =
        results
            .addObject()
            .put("spaceType", where.isGroup() ? "IM_GROUP" : "IM_ROBOT")
            .put("spaceId", where.id());
    if (faults.strikes(Fault.CARD_NOT_DELIVERED)) {
      result.put("success", false).put("carrierId", "").put("errorMsg", "投放失败");
      return results;
    }
    card.notifies(
        body.path("imGroupOpenDeliverModel").path("atUserIds").properties().stream()
            .map(Map.Entry::getKey)
            .toList());
    Reply reply =
        new Reply(clock.instant(), card.app(), where, Optional.empty(), card.spoken(), card);
    String carrierId = OpaqueId.random("pqk");
    reply.queryable(carrierId);
    card.delivered(reply);
    call.replies().add(reply);
    chats.add(reply);
    result.put("success", true).put("carrierId", carrierId).put("errorMsg", "");
    return results;
  }

  /** {@code dtv1.card//IM_GROUP.<openConversationId>} or {@code dtv1.card//IM_ROBOT.<staffId>}. */
  private Conversation space(JsonNode body) {
    String space = required(body, "openSpaceId", "param.openSpaceIdEmpty");
    String[] parts = space.replaceFirst("^dtv1\\.card//", "").split("\\.", 2);
    if (!space.startsWith("dtv1.card//") || parts.length < 2) {
      throw ApiError.badRequest("param.openSpaceIdInvalid", "openSpaceId is invalid");
    }
    boolean group = parts[0].equalsIgnoreCase("IM_GROUP");
    if (!group && !parts[0].equalsIgnoreCase("IM_ROBOT")) {
      throw ApiError.badRequest("param.openSpaceIdInvalid", "there is no such kind of space");
    }
    JsonNode model = body.path(group ? "imGroupOpenDeliverModel" : "imRobotOpenDeliverModel");
    if (!model.isObject()) {
      throw ApiError.badRequest("param.openDeliverModelEmpty", "the deliver model is missing");
    }
    App app =
        world
            .app(Json.text(model, "robotCode"))
            .orElseThrow(
                () -> ApiError.badRequest("param.openDeliverModelError", "robotCode is unknown"));
    Optional<Conversation> where =
        group
            ? world.group(parts[1])
            : world.staff(parts[1]).map(person -> Conversation.oneToOne(app, person));
    return where.orElseThrow(
        () -> ApiError.badRequest("param.openSpaceIdInvalid", "there is no such space"));
  }

  /** Nobody else's. */
  private Card card(App app, JsonNode body, String ifUnknown) {
    return cards
        .find(required(body, "outTrackId", "param.outTrackIdEmpty"))
        .filter(card -> card.app().equals(app))
        .orElseThrow(() -> ApiError.badRequest(ifUnknown, "card is not exist"));
  }

  private static HttpResponse done() {
    return HttpResponse.json(200, Json.object().put("success", true).put("result", true));
  }

  private static String required(JsonNode body, String member, String ifEmpty) {
    String text = Json.text(body, member);
    if (text.isEmpty()) {
      throw ApiError.badRequest(ifEmpty, member + " is empty");
    }
    return text;
  }
}
