package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpRequest;
import io.nanobot.dingtalk.simulator.wire.Target;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A request to an endpoint. */
record Call(HttpRequest request, boolean secure) {
  JsonNode json() {
    return Json.objectIn(request.bodyText());
  }

  /** A parameter of the old dialect, which takes it from the query, a form or JSON. */
  Optional<String> parameter(String name) {
    return request
        .query(name)
        .or(() -> Optional.of(Json.text(json(), name)).filter(text -> !text.isEmpty()))
        .or(() -> Optional.ofNullable(Target.form(request.bodyText()).get(name)));
  }
}
