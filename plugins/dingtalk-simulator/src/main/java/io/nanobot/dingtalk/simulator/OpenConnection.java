package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1.0/gateway/connections/open}: credentials against a ticket. */
final class OpenConnection implements Endpoint {
  private final World world;
  private final Tickets tickets;
  private final Addresses addresses;
  private final Faults faults;

  OpenConnection(World world, Tickets tickets, Addresses addresses, Faults faults) {
    this.world = world;
    this.tickets = tickets;
    this.addresses = addresses;
    this.faults = faults;
  }

  @Override
  public HttpResponse answer(Call call) {
    failOnPurpose();
    JsonNode body = call.json();
    App app =
        world
            .app(Json.text(body, "clientId"))
            .filter(one -> one.clientSecret().equals(Json.text(body, "clientSecret")))
            .orElseThrow(OpenConnection::authFailed);
    List<Subscription> subscriptions = subscriptions(body.path("subscriptions"));
    if (subscriptions.isEmpty()) {
      throw ApiError.badRequest("invalidParameter", "subscriptions is empty");
    }
    String ticket = tickets.issue(new Grant(app, subscriptions, Json.text(body, "ua")));
    return answer(call, addresses.stream(call.secure()), ticket);
  }

  private HttpResponse answer(Call call, String endpoint, String ticket) {
    if (!call.request().headerContains("Accept", "application/json")
        && faults.strikes(Fault.OPEN_XML)) {
      return HttpResponse.of(
          200,
          "application/xml;charset=utf-8",
          "<OpenConnectionResponse><endpoint>%s</endpoint><ticket>%s</ticket></OpenConnectionResponse>"
              .formatted(endpoint, ticket));
    }
    return HttpResponse.json(200, Json.object().put("endpoint", endpoint).put("ticket", ticket));
  }

  private void failOnPurpose() {
    if (faults.strikes(Fault.CREDENTIALS_REFUSED)) {
      throw authFailed();
    }
    if (faults.strikes(Fault.OPEN_REJECTED)) {
      throw ApiError.badRequest("invalidParameter", "the app is not published in Stream mode");
    }
    if (faults.strikes(Fault.OPEN_BUSY)) {
      throw ApiError.of(503, "serviceBusy", "服务繁忙");
    }
    if (faults.strikes(Fault.OPEN_HANGS)) {
      faults.hang();
      throw new AnswerWithheld();
    }
  }

  private static ApiError authFailed() {
    return ApiError.of(401, "authFailed", "鉴权失败");
  }

  private static List<Subscription> subscriptions(JsonNode array) {
    return array
        .valueStream()
        .map(one -> new Subscription(Json.text(one, "type"), Json.text(one, "topic")))
        .toList();
  }
}
