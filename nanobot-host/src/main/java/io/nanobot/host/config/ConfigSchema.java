package io.nanobot.host.config;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One JSON Schema for the host and everything that is installed. Immutable; any thread. */
public final class ConfigSchema {
  private final Map<SectionKind, SortedMap<String, Class<? extends Record>>> types;
  private final Map<String, Function<Record, Optional<String>>> accounts;
  private final ObjectNode root;

  /**
   * Generates it.
   *
   * @param channels the installed kinds of channels
   * @param agents the installed kinds of agents, those of the host included
   * @throws IllegalArgumentException if two have the same type, or a default is not JSON
   */
  public ConfigSchema(Collection<SectionType> channels, Collection<SectionType> agents) {
    types = Map.of(SectionKind.CHANNEL, byType(channels), SectionKind.AGENT, byType(agents));
    accounts = channels.stream().collect(Collectors.toMap(SectionType::type, SectionType::account));
    root =
        new SchemaComposer().compose(types.get(SectionKind.CHANNEL), types.get(SectionKind.AGENT));
  }

  private static SortedMap<String, Class<? extends Record>> byType(Collection<SectionType> types) {
    SortedMap<String, Class<? extends Record>> map = new TreeMap<>();
    for (SectionType type : types) {
      if (map.put(type.type(), type.configType()) != null) {
        throw new IllegalArgumentException("Two plugins offer the type \"" + type.type() + "\"");
      }
    }
    return map;
  }

  /**
   * The schema for {@code nanobot config schema} and for editors.
   *
   * @return JSON Schema 2020-12, pretty printed, stable from run to run
   */
  public String json() {
    return PrettyJson.write(root);
  }

  ObjectNode root() {
    return root;
  }

  Set<String> types(SectionKind kind) {
    return types.get(kind).keySet();
  }

  Optional<Class<? extends Record>> record(SectionKind kind, String type) {
    return Optional.ofNullable(types.get(kind).get(type));
  }

  /** Which account at its platform a channel uses, if that is known. */
  Optional<String> account(ChannelSection channel) {
    return channel
        .settings()
        .flatMap(accounts.getOrDefault(channel.type(), settings -> Optional.empty()));
  }

  ObjectNode definition(String name) {
    return (ObjectNode) root.path("$defs").get(name);
  }

  /** Whether a path is a channel's or an agent's section. */
  Optional<SectionKind> section(KeyPath path) {
    if (path.length() != 2) {
      return Optional.empty();
    }
    return SectionKind.of(path.parts().get(0)).filter(kind -> !isHostKey(kind, path.last()));
  }

  private boolean isHostKey(SectionKind kind, String key) {
    JsonNode property = root.path("properties").path(kind.key()).path("properties").path(key);
    return !property.isMissingNode() && !property.has("else");
  }

  /**
   * What a value has to obey.
   *
   * @param parent the schema of the object around it
   * @param path its path
   * @param value the value: a section's own type counts
   * @return the schema; empty if nothing is known
   */
  ObjectNode childOf(ObjectNode parent, KeyPath path, JsonNode value) {
    return section(path)
        .map(kind -> ofSection(kind, SectionKind.typeOf(path.last(), value)))
        .orElseGet(() -> plainChild(parent, path.last()));
  }

  private static ObjectNode plainChild(ObjectNode parent, String part) {
    return SchemaParts.isType(parent, "array")
        ? SchemaParts.items(parent)
        : SchemaParts.child(parent, part);
  }

  ObjectNode ofSection(SectionKind kind, String type) {
    return types(kind).contains(type)
        ? definition(kind.definition(type))
        : definition(kind.openDefinition());
  }

  /** What the value at a path of a draft has to obey. */
  ObjectNode at(KeyPath path, Draft draft) {
    if (path.length() == 0) {
      return root;
    }
    return childOf(at(path.parent(), draft), path, draft.value(path).orElse(null));
  }
}
