package io.nanobot.dingtalk.simulator;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one JSON mapper, and reading that never fails on a wrong type. */
final class Json {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode strings(Iterable<String> values) {
    ArrayNode array = MAPPER.createArrayNode();
    values.forEach(array::add);
    return array;
  }

  static Optional<JsonNode> parse(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text));
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  /** The JSON object in the text; an empty one when there is none. */
  static JsonNode objectIn(String text) {
    return parse(text).filter(JsonNode::isObject).orElseGet(Json::object);
  }

  /** The text of a member; empty when it is absent or no scalar. */
  static String text(JsonNode node, String member) {
    return node.path(member).asString("");
  }
}
