package io.nanobot.host.config;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The sentences for what the validator finds. */
final class ProblemTexts {
  private static final int LONGEST_VALUE = 40;

  private ProblemTexts() {}

  static String wrongType(String wanted, JsonNode found) {
    return "Expected %s, but found %s.".formatted(name(wanted), name(typeOf(found)));
  }

  /**
   * A value that breaks a rule.
   *
   * @param keyword the schema's keyword
   * @param rule its value in the schema
   * @param schema all rules for the value
   * @param value the value
   * @param shown whether the value may appear in the message
   */
  static String broken(
      String keyword, JsonNode rule, ObjectNode schema, JsonNode value, boolean shown) {
    return switch (keyword) {
      case "type" -> wrongType(rule.asString("value"), value) + example(schema, value, shown);
      case "enum" -> "Must be one of %s%s.".formatted(list(rule), found(value, shown));
      case "pattern" -> pattern(rule.asString(""), value, shown);
      case "format" -> format(rule.asString(""), value, shown);
      case "minimum" ->
          "Must be greater than or equal to %s%s.".formatted(rule, found(value, shown));
      case "maximum" -> "Must be less than or equal to %s%s.".formatted(rule, found(value, shown));
      case "minLength" -> "Must not be empty.";
      default -> "Is not allowed here (%s).".formatted(keyword);
    };
  }

  static String missing(JsonNode schema) {
    String description = schema.path("description").asString("");
    return description.isEmpty()
        ? "Required setting is missing."
        : "Required setting is missing: " + description + ".";
  }

  static String unknown(Optional<String> suggestion, Set<String> allowed) {
    return suggestion.isPresent() || allowed.isEmpty()
        ? "Unknown setting."
        : "Unknown setting. Known here: " + String.join(", ", allowed) + ".";
  }

  private static String pattern(String pattern, JsonNode value, boolean shown) {
    if (pattern.equals(Durations.PATTERN)) {
      return "Must be a duration such as \"10s\", \"500ms\", \"2m\" or \"1h\"%s."
          .formatted(found(value, shown));
    }
    return "Must match the pattern %s%s."
        .formatted(Component.readable(pattern), found(value, shown));
  }

  private static String format(String format, JsonNode value, boolean shown) {
    return format.equals("uri")
        ? "Must be a URI such as \"https://example.com/path\"%s.".formatted(found(value, shown))
        : "Must be a valid %s%s.".formatted(format, found(value, shown));
  }

  private static String example(ObjectNode schema, JsonNode value, boolean shown) {
    if (SchemaParts.isType(schema, "array") && value.isString()) {
      String element = shown && isShort(value) ? value.toString() : "\"...\"";
      return " Write a list: [" + element + "]";
    }
    if (schema.path("pattern").asString("").equals(Durations.PATTERN)) {
      return " Write a duration such as \"10s\".";
    }
    return "";
  }

  private static String found(JsonNode value, boolean shown) {
    return shown && isShort(value) && value.isValueNode() ? ", but is " + value : "";
  }

  private static boolean isShort(JsonNode value) {
    return value.toString().length() <= LONGEST_VALUE;
  }

  private static String list(JsonNode names) {
    return StreamSupport.stream(names.spliterator(), false)
        .map(JsonNode::toString)
        .collect(Collectors.joining(", "));
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      default -> "null";
    };
  }

  private static String name(String type) {
    return switch (type) {
      case "object", "array" -> "an " + type;
      case "string", "number" -> "a " + type;
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      default -> type;
    };
  }
}
