package io.nanobot.host.config;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Fills in what a valid object leaves out, so that a record sees every component. */
final class Defaults {
  private Defaults() {}

  static void fill(JsonNode value, ObjectNode rules) {
    if (value instanceof ObjectNode object) {
      addAbsent(object, rules);
      object
          .properties()
          .forEach(entry -> fill(entry.getValue(), SchemaParts.child(rules, entry.getKey())));
    } else if (value instanceof ArrayNode array) {
      array.forEach(element -> fill(element, SchemaParts.items(rules)));
    }
  }

  private static void addAbsent(ObjectNode object, ObjectNode rules) {
    for (String key : SchemaParts.properties(rules)) {
      ObjectNode property = SchemaParts.child(rules, key);
      if (!object.has(key)
          && !SchemaParts.isRequired(rules, key)
          && !SchemaParts.isPython(property)) {
        object.set(key, absent(property));
      }
    }
  }

  private static JsonNode absent(ObjectNode property) {
    return property.has("default") ? property.get("default").deepCopy() : property.nullNode();
  }
}
