package io.nanobot.channel.dingtalk.inbound;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object as DingTalk writes it: what is documented may be missing, a number may be a text,
 * and an object or a list may be written as JSON in a text.
 */
record Fields(JsonNode json) {
  private static final int MOST_BUFFERS = 8;

  /** Has its own buffers: those that live in the host's threads would keep this plugin loaded. */
  static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder()
              .recyclerPool(JsonRecyclerPools.newBoundedPool(MOST_BUFFERS))
              .build());

  private static final Fields NONE = new Fields(MAPPER.createObjectNode());

  /** The value in a text, if the text is JSON. */
  static Optional<JsonNode> parse(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  boolean isEmpty() {
    return json.isEmpty();
  }

  boolean has(String key) {
    return json.has(key);
  }

  /** The text or number at a key, trimmed; empty if it is absent, blank or a structure. */
  Optional<String> text(String key) {
    return string(key).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** As {@link #text}, with the space around it, which counts between parts of a text. */
  Optional<String> string(String key) {
    JsonNode value = json.path(key);
    return value.isValueNode() && !value.isNull() && !value.isMissingNode()
        ? Optional.of(value.asString())
        : Optional.empty();
  }

  /** The first of these keys that has a text. */
  Optional<String> firstText(String... keys) {
    for (String key : keys) {
      Optional<String> text = text(key);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  boolean isTrue(String key) {
    return json.path(key).asBoolean(false);
  }

  /** The object at a key; an empty one if there is none. */
  Fields child(String key) {
    return structure(key).filter(JsonNode::isObject).map(Fields::new).orElse(NONE);
  }

  /** The objects in the list at a key. */
  List<Fields> list(String key) {
    return structure(key)
        .filter(JsonNode::isArray)
        .map(list -> list.valueStream().filter(JsonNode::isObject).map(Fields::new).toList())
        .orElse(List.of());
  }

  /** The objects that have a key, at any depth of the tree that stands at another one. */
  List<Fields> having(String key, String root) {
    return structure(root).stream()
        .flatMap(tree -> tree.findParents(key).stream())
        .map(Fields::new)
        .toList();
  }

  /** Whether a text at one of its keys, of which the name is not known, is this one. */
  boolean saysAnywhere(String word) {
    return json.valueStream()
        .anyMatch(value -> value.isString() && value.stringValue().equals(word));
  }

  private Optional<JsonNode> structure(String key) {
    JsonNode value = json.path(key);
    return value.isString() ? parse(value.stringValue()) : Optional.of(value);
  }
}
