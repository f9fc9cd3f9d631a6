package io.nanobot.host.config;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads text from outside the file as what the schema wants there. */
final class Values {
  private Values() {}

  /** Text stays text where the schema wants text, knows nothing, or the text is no JSON. */
  static JsonNode read(String text, JsonNode schema) {
    JsonNode asText = JsonNodeFactory.instance.stringNode(text);
    if (!schema.has("type") || SchemaParts.isType(schema, "string")) {
      return asText;
    }
    if (SchemaParts.isType(schema, "boolean")
        && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
      return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
    }
    try {
      return JsonText.value(text);
    } catch (JsonSyntaxException e) {
      return asText;
    }
  }
}
