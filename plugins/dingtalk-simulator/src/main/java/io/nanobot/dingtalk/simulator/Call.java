package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpRequest;
import io.nanobot.dingtalk.simulator.wire.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A request to an endpoint.
 *
 * @param replies what it made the bot say; grows while it is served
 */
record Call(HttpRequest request, boolean secure, List<Reply> replies) {
  Call(HttpRequest request, boolean secure) {
    this(request, secure, new ArrayList<>());
  }

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
