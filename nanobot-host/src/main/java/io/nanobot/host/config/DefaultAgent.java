package io.nanobot.host.config;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code agents.default} has to name something, and that something is checked like the others. */
final class DefaultAgent {
  private static final KeyPath PATH = SectionKind.AGENT.path("default");

  private DefaultAgent() {}

  static void apply(ConfigSchema schema, Draft draft) {
    JsonNode agents = draft.root().path(SectionKind.AGENT.key());
    if (!agents.isObject() && !agents.isMissingNode()) {
      return;
    }
    JsonNode written = agents.path("default");
    String name = written.asString(AgentsConfig.ECHO);
    if (written.isString() && !draft.isUnresolved(PATH)) {
      requireKnown(schema, draft, name);
    }
    if (schema.types(SectionKind.AGENT).contains(name) && !agents.has(name)) {
      section(draft, name);
    }
  }

  private static void requireKnown(ConfigSchema schema, Draft draft, String name) {
    Set<String> known = new TreeSet<>(schema.types(SectionKind.AGENT));
    known.add(AgentsConfig.ECHO);
    for (String key : draft.root().path(SectionKind.AGENT.key()).propertyNames()) {
      schema.section(SectionKind.AGENT.path(key)).ifPresent(kind -> known.add(key));
    }
    if (!known.contains(name)) {
      draft.add(
          Finding.error(
              PATH,
              "There is no agent of this name. Available: " + String.join(", ", known) + ".",
              SpellingHint.closest(name, known)));
    }
  }

  /** A type without a section is a section without keys: it may lack required ones. */
  private static void section(Draft draft, String name) {
    ObjectNode root = draft.root();
    ObjectNode agents =
        root.get(SectionKind.AGENT.key()) instanceof ObjectNode present
            ? present
            : root.putObject(SectionKind.AGENT.key());
    agents.putObject(name);
    draft.origins().put(SectionKind.AGENT.path(name), draft.origin(PATH));
  }
}
