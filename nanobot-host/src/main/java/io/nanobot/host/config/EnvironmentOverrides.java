package io.nanobot.host.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Variables that replace settings: {@code NANOBOT_CHANNELS__DINGTALK__CLIENT_ID}. A variable
 * without {@code __}, such as {@code NANOBOT_OPTS}, is something else.
 */
final class EnvironmentOverrides {
  private static final String PREFIX = "NANOBOT_";
  private static final String NESTING = "__";

  private final ConfigSchema schema;
  private final Map<String, String> environment;

  EnvironmentOverrides(ConfigSchema schema, Map<String, String> environment) {
    this.schema = schema;
    this.environment = environment;
  }

  /** Outer settings first, so that a variable for an inner one has the last word. */
  void apply(Draft draft) {
    names(environment.keySet())
        .sorted(
            Comparator.comparingInt((String name) -> steps(name).size())
                .thenComparing(Comparator.naturalOrder()))
        .forEach(name -> set(draft, name, environment.get(name)));
  }

  /** The sections in which variables replace something, each as the variable spells it. */
  static Stream<String> sections(Set<String> variables) {
    return names(variables).map(name -> steps(name).get(0));
  }

  private static Stream<String> names(Set<String> variables) {
    return variables.stream()
        .filter(name -> name.startsWith(PREFIX) && name.indexOf(NESTING, PREFIX.length()) > 0);
  }

  private static List<String> steps(String name) {
    return List.of(name.substring(PREFIX.length()).split(NESTING, -1));
  }

  private void set(Draft draft, String variable, String value) {
    ObjectNode object = draft.root();
    ObjectNode rules = schema.root();
    KeyPath path = KeyPath.ROOT;
    List<String> steps = steps(variable);
    for (int i = 0; i < steps.size(); i++) {
      String key = key(steps.get(i), object, rules);
      path = path.child(key);
      boolean last = i == steps.size() - 1;
      JsonNode present = object.get(key);
      rules = schema.childOf(rules, known(path, rules), present);
      if (last) {
        object.set(key, Values.read(value, rules));
        replace(draft, path, variable);
      } else if (present == null || present.isNull()) {
        object = object.putObject(key);
        replace(draft, path, variable);
      } else if (present instanceof ObjectNode inner) {
        object = inner;
      } else {
        return; // the file has a scalar where an object belongs: that is reported for the file
      }
    }
  }

  /** Nothing below is the file's any more, so its places there are wrong now. */
  private static void replace(Draft draft, KeyPath path, String variable) {
    draft.origins().keySet().removeIf(known -> known.startsWith(path));
    draft.origins().put(path, Origin.variable(variable));
  }

  /** The spelling that the file uses, else the one of the schema, else lower case. */
  private static String key(String step, ObjectNode object, ObjectNode rules) {
    for (String name : object.propertyNames()) {
      if (KeyNames.same(name, step)) {
        return name;
      }
    }
    for (String name : SchemaParts.properties(rules)) {
      if (KeyNames.same(name, step)) {
        return name;
      }
    }
    return step.toLowerCase(Locale.ROOT);
  }

  private static KeyPath known(KeyPath path, ObjectNode rules) {
    String camel = KeyNames.camelCase(path.last());
    return SchemaParts.hasProperty(rules, camel) ? path.parent().child(camel) : path;
  }
}
