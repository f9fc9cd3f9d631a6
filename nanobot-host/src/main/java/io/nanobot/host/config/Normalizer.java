package io.nanobot.host.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites a draft to the one spelling that the schema knows: camelCase keys, lower-case enum
 * values, numbers for variables that hold digits; {@code null} and empty optional texts are left
 * out. Where the schema knows nothing, nothing is changed.
 */
final class Normalizer {
  private final ConfigSchema schema;
  private final Draft draft;
  private final Map<KeyPath, Origin> origins = new HashMap<>();

  Normalizer(ConfigSchema schema, Draft draft) {
    this.schema = schema;
    this.draft = draft;
  }

  void run() {
    ObjectNode root = object(draft.root(), schema.root(), KeyPath.ROOT, KeyPath.ROOT);
    draft.replace(root, origins);
  }

  /** Copies a value from its old path to its new one. */
  private JsonNode copy(JsonNode value, ObjectNode rules, KeyPath from, KeyPath to) {
    if (value instanceof ObjectNode object) {
      return object(object, rules, from, to);
    }
    remember(from, to);
    if (value instanceof ArrayNode array) {
      return array(array, rules, from, to);
    }
    return value.isString() ? text(value, rules, from) : value;
  }

  private ObjectNode object(ObjectNode object, ObjectNode rules, KeyPath from, KeyPath to) {
    remember(from, to);
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            entry -> {
              String key = knownName(entry.getKey(), rules, object, from);
              KeyPath target = to.child(key);
              if (SchemaParts.isPython(rules.path("properties").path(key))) {
                remember(from.child(entry.getKey()), target);
                copy.set(key, entry.getValue());
              } else if (!isAbsent(entry.getValue(), rules, target)) {
                ObjectNode inner = schema.childOf(rules, target, entry.getValue());
                copy.set(key, copy(entry.getValue(), inner, from.child(entry.getKey()), target));
              } else {
                remember(from.child(entry.getKey()), target);
                requireContent(entry.getValue(), SchemaParts.child(rules, key), target);
              }
            });
    return copy;
  }

  private ArrayNode array(ArrayNode array, ObjectNode rules, KeyPath from, KeyPath to) {
    ArrayNode copy = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < array.size(); i++) {
      copy.add(copy(array.get(i), SchemaParts.items(rules), from.child(i), to.child(i)));
    }
    return copy;
  }

  private JsonNode text(JsonNode value, ObjectNode rules, KeyPath from) {
    String text = value.stringValue();
    for (JsonNode name : rules.path("enum")) {
      if (name.asString("").equalsIgnoreCase(text)) {
        return name;
      }
    }
    return draft.origin(from).hidden() ? Values.read(text, rules) : value;
  }

  private String knownName(String key, ObjectNode rules, ObjectNode object, KeyPath parent) {
    String camel = KeyNames.camelCase(key);
    if (SchemaParts.hasProperty(rules, key) || !SchemaParts.hasProperty(rules, camel)) {
      return key;
    }
    if (object.has(camel)) {
      draft.add(
          Finding.error(
              parent.child(key),
              "Both \"%s\" and \"%s\" are set, which are the same setting; keep one."
                  .formatted(key, camel)));
      remember(parent.child(key), parent.child(key));
    }
    return camel;
  }

  /** The Python nanobot writes null, and onboarding tools write "", for what is not set. */
  private boolean isAbsent(JsonNode value, ObjectNode rules, KeyPath target) {
    String key = target.last();
    if (!SchemaParts.hasProperty(rules, key) || schema.section(target).isPresent()) {
      return false;
    }
    ObjectNode property = SchemaParts.child(rules, key);
    boolean optionalText =
        SchemaParts.isType(property, "string")
            && !property.has("default")
            && !SchemaParts.isRequired(rules, key);
    return value.isNull() || (optionalText && value.asString("-").isEmpty());
  }

  /** Whoever refers to a secret wants one: without it requests would not be signed, for example. */
  private void requireContent(JsonNode value, ObjectNode rules, KeyPath target) {
    boolean referred = origins.containsKey(target) && origins.get(target).hidden();
    if (referred && value.isString() && SchemaParts.isSecret(rules)) {
      draft.add(
          Finding.incomplete(
              target, "The variable that this comes from is empty. Set it, or leave the key out."));
    }
  }

  private void remember(KeyPath from, KeyPath to) {
    Optional.ofNullable(draft.origins().get(from)).ifPresent(origin -> origins.put(to, origin));
  }
}
