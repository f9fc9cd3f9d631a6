package io.nanobot.host.config;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The two places where plugins have their sections. */
enum SectionKind {
  CHANNEL("channels"),
  AGENT("agents");

  private final String key;

  SectionKind(String key) {
    this.key = key;
  }

  /** Its key at the top level. */
  String key() {
    return key;
  }

  /** The name of the schema's definition for a section of an installed type. */
  String definition(String type) {
    return openDefinition() + "." + type;
  }

  /** The one for a section whose type is not installed. */
  String openDefinition() {
    return this == CHANNEL ? "channel" : "agent";
  }

  KeyPath path(String name) {
    return KeyPath.of(key, name);
  }

  static Optional<SectionKind> of(String rootKey) {
    return rootKey.equals(CHANNEL.key)
        ? Optional.of(CHANNEL)
        : rootKey.equals(AGENT.key) ? Optional.of(AGENT) : Optional.empty();
  }

  /** What a section says it is. */
  static String typeOf(String name, JsonNode section) {
    JsonNode type = section == null ? null : section.get("type");
    return type != null && type.isString() ? type.stringValue() : name;
  }
}
