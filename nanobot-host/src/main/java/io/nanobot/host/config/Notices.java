package io.nanobot.host.config;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a user should know although it is no error. */
final class Notices {
  private Notices() {}

  static void collect(ConfigSchema schema, Draft draft) {
    walk(schema, draft, KeyPath.ROOT, schema.root(), draft.root());
  }

  private static void walk(
      ConfigSchema schema, Draft draft, KeyPath path, ObjectNode rules, JsonNode object) {
    for (String key : object.propertyNames()) {
      KeyPath child = path.child(key);
      JsonNode value = object.get(key);
      ObjectNode inner = schema.childOf(rules, child, value);
      if (SchemaParts.isPython(inner)) {
        draft.notice(child, PythonKeys.notice(key), Optional.empty());
      } else if (value.isObject()) {
        schema.section(child).ifPresent(kind -> nearMiss(schema, draft, kind, child, value));
        walk(schema, draft, child, inner, value);
      }
    }
  }

  /** A type that is not installed may be one that is, misspelt. */
  private static void nearMiss(
      ConfigSchema schema, Draft draft, SectionKind kind, KeyPath path, JsonNode section) {
    String type = SectionKind.typeOf(path.last(), section);
    if (schema.types(kind).contains(type)) {
      return;
    }
    SpellingHint.closest(type, schema.types(kind))
        .ifPresent(
            name ->
                draft.notice(
                    path,
                    "No plugin for this type of %s is installed.".formatted(kind.openDefinition()),
                    Optional.of(name)));
  }
}
