package io.nanobot.dingtalk.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an app changes in a card's variables, by a call or in its answer to a click.
 *
 * @param byKey whether variables that it does not name stay
 */
record CardUpdate(Map<String, String> params, boolean byKey) {
  /** Empty if the public data stay as they are. */
  static Optional<CardUpdate> in(JsonNode body) {
    JsonNode data = body.path("cardData").path("cardParamMap");
    boolean byKey = body.path("cardUpdateOptions").path("updateCardDataByKey").asBoolean(false);
    return data.isObject() ? Optional.of(new CardUpdate(params(data), byKey)) : Optional.empty();
  }

  /** Every value is a string: the platform takes nothing else. */
  static Map<String, String> params(JsonNode data) {
    Map<String, String> params = new LinkedHashMap<>();
    data.properties()
        .forEach(
            one -> {
              if (!one.getValue().isString()) {
                throw ApiError.badRequest("param.invalid", one.getKey() + " is no string");
              }
              params.put(one.getKey(), one.getValue().stringValue());
            });
    return params;
  }
}
