package io.nanobot.host.config;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the few keywords that our schemas consist of. */
final class SchemaParts {
  private SchemaParts() {}

  static boolean hasProperty(JsonNode schema, String key) {
    return schema.path("properties").has(key);
  }

  static Set<String> properties(JsonNode schema) {
    return new LinkedHashSet<>(schema.path("properties").propertyNames());
  }

  /** What a user may write here: without what only the Python nanobot reads. */
  static Set<String> offered(JsonNode schema) {
    Set<String> names = new TreeSet<>();
    for (String name : properties(schema)) {
      if (!isPython(schema.path("properties").path(name)) && !name.startsWith("$")) {
        names.add(name);
      }
    }
    return names;
  }

  static boolean isPython(JsonNode schema) {
    return schema.path("deprecated").asBoolean(false);
  }

  static boolean isSecret(JsonNode schema) {
    return schema.path("writeOnly").asBoolean(false);
  }

  /** Required always, or in a channel that is enabled. */
  static boolean isRequired(JsonNode schema, String key) {
    return names(schema.path("required"), key) || names(schema.path("then").path("required"), key);
  }

  static boolean isType(JsonNode schema, String type) {
    return type.equals(schema.path("type").asString(""));
  }

  /** Free keys, each with a value of the same kind. */
  static boolean isMap(JsonNode schema) {
    return schema.path("additionalProperties").isObject();
  }

  /** The schema of a property or of a map's value; an empty one if nothing is known. */
  static ObjectNode child(ObjectNode schema, String key) {
    JsonNode property = schema.path("properties").path(key);
    if (property instanceof ObjectNode known) {
      return known;
    }
    return schema.path("additionalProperties") instanceof ObjectNode value
        ? value
        : schema.objectNode();
  }

  static ObjectNode items(ObjectNode schema) {
    return schema.path("items") instanceof ObjectNode items ? items : schema.objectNode();
  }

  private static boolean names(JsonNode list, String name) {
    for (JsonNode element : list) {
      if (element.asString("").equals(name)) {
        return true;
      }
    }
    return false;
  }
}
