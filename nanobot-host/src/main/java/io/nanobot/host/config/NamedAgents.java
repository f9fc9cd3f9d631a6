package io.nanobot.host.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code agents.default} and each of {@code agents.bindings} have to name an agent that there is,
 * and a channel that there is; what they name is checked like the others.
 */
final class NamedAgents {
  private static final KeyPath DEFAULT = SectionKind.AGENT.path("default");
  private static final KeyPath BINDINGS = SectionKind.AGENT.path("bindings");

  private final ConfigSchema schema;
  private final Draft draft;

  private NamedAgents(ConfigSchema schema, Draft draft) {
    this.schema = schema;
    this.draft = draft;
  }

  static void apply(ConfigSchema schema, Draft draft) {
    JsonNode agents = draft.root().path(SectionKind.AGENT.key());
    if (agents.isObject() || agents.isMissingNode()) {
      new NamedAgents(schema, draft).apply(agents);
    }
  }

  private void apply(JsonNode agents) {
    Map<KeyPath, JsonNode> names = new LinkedHashMap<>();
    names.put(DEFAULT, agents.path("default"));
    JsonNode bindings = agents.path("bindings");
    for (int i = 0; i < bindings.size(); i++) {
      names.put(BINDINGS.child(i).child("agent"), bindings.path(i).path("agent"));
      requireChannel(BINDINGS.child(i).child("channel"), bindings.path(i).path("channel"));
    }
    names.forEach(this::agent);
    section(DEFAULT, agents.path("default").asString(AgentsConfig.ECHO));
  }

  private void agent(KeyPath path, JsonNode written) {
    if (!written.isString() || draft.isUnresolved(path)) {
      return;
    }
    String name = written.stringValue();
    Set<String> known = new TreeSet<>(schema.types(SectionKind.AGENT));
    known.add(AgentsConfig.ECHO);
    known.addAll(sections(SectionKind.AGENT));
    if (known.contains(name)) {
      section(path, name);
    } else {
      draft.add(unknown("agent", path, name, known));
    }
  }

  private void requireChannel(KeyPath path, JsonNode written) {
    Set<String> channels = new TreeSet<>(sections(SectionKind.CHANNEL));
    channels.add(BindingConfig.TERMINAL);
    if (written.isString()
        && !draft.isUnresolved(path)
        && !channels.contains(written.stringValue())) {
      draft.add(unknown("channel", path, written.stringValue(), channels));
    }
  }

  private static Finding unknown(String what, KeyPath path, String name, Set<String> known) {
    return Finding.error(
        path,
        "There is no %s of this name. Available: %s.".formatted(what, String.join(", ", known)),
        SpellingHint.closest(name, known));
  }

  private List<String> sections(SectionKind kind) {
    return draft.root().path(kind.key()).propertyNames().stream()
        .filter(key -> schema.section(kind.path(key)).isPresent())
        .toList();
  }

  /** A type without a section is a section without keys: it may lack required ones. */
  private void section(KeyPath from, String name) {
    ObjectNode root = draft.root();
    Optional<ObjectNode> present =
        Optional.ofNullable(root.get(SectionKind.AGENT.key())).map(ObjectNode.class::cast);
    if (!schema.types(SectionKind.AGENT).contains(name)
        || present.filter(agents -> agents.has(name)).isPresent()) {
      return;
    }
    present.orElseGet(() -> root.putObject(SectionKind.AGENT.key())).putObject(name);
    draft.origins().put(SectionKind.AGENT.path(name), draft.origin(from));
  }
}
