package io.nanobot.agent.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** JSON as a tree. */
final class Json {
  /** Without a pool: one that lives in the host's threads would keep this plugin loaded. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build());

  private Json() {}

  /** The object that the text is, or empty if it is anything else. */
  static Optional<JsonNode> object(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The objects that the text is: one, or those of an array; none if it is anything else. */
  static List<JsonNode> objects(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      Iterable<JsonNode> all = json.isArray() ? json : List.of(json);
      return StreamSupport.stream(all.spliterator(), false).filter(JsonNode::isObject).toList();
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }

  static JsonNode nothing() {
    return MissingNode.getInstance();
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static String write(Object value) throws JsonProcessingException {
    return MAPPER.writeValueAsString(value);
  }
}
