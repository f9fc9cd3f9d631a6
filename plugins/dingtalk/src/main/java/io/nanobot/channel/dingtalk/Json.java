package io.nanobot.channel.dingtalk;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as a tree: DingTalk adds fields at any time and leaves documented ones out. */
final class Json {
  private static final int MOST_BUFFERS = 8;

  /** Has its own buffers: those that live in the host's threads would keep this plugin loaded. */
  private static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder()
              .recyclerPool(JsonRecyclerPools.newBoundedPool(MOST_BUFFERS))
              .build());

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** The object that the text is, or empty if it is anything else. */
  static Optional<JsonNode> readObject(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** The text or number at a key, trimmed; empty if it is absent, null, blank or a structure. */
  static Optional<String> text(JsonNode object, String key) {
    return id(object, key).map(String::strip);
  }

  /**
   * As {@link #text}, but not trimmed: an ID that differs from another one by a space is of
   * somebody else.
   */
  static Optional<String> id(JsonNode object, String key) {
    JsonNode value = object.path(key);
    return value.isValueNode() && !value.isNull() && !value.isMissingNode()
        ? Optional.of(value.asString()).filter(text -> !text.isBlank())
        : Optional.empty();
  }
}
