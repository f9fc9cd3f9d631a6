package io.nanobot.host.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Goes through all texts of a draft. */
final class Settings {
  /** For sections of plugins that are not installed, and for what another program reads. */
  private static final Pattern NAME_OF_SECRET =
      Pattern.compile("(?i).*(secret|password|passwd|token|api_?key)");

  private final ConfigSchema schema;
  private final Draft draft;
  private final List<Setting> found = new ArrayList<>();

  private Settings(ConfigSchema schema, Draft draft) {
    this.schema = schema;
    this.draft = draft;
  }

  /** Of a draft whose placeholders are replaced and whose keys are those of the schema. */
  static List<Setting> of(ConfigSchema schema, Draft draft) {
    Settings settings = new Settings(schema, draft);
    settings.walk(KeyPath.ROOT, schema.root(), draft.root());
    return settings.found;
  }

  /** The files whose content a draft as it was written wants. */
  static List<Path> files(JsonNode written, Path directory) {
    Set<Path> files = new LinkedHashSet<>();
    for (JsonNode value : written) {
      if (value.isString()) {
        Placeholders.files(value.stringValue()).forEach(name -> add(files, directory, name));
      } else {
        files.addAll(files(value, directory));
      }
    }
    return List.copyOf(files);
  }

  private static void add(Set<Path> files, Path directory, String name) {
    try {
      files.add(directory.resolve(name.strip()));
    } catch (InvalidPathException e) {
      // The binder says so.
    }
  }

  private void walk(KeyPath path, ObjectNode rules, JsonNode value) {
    if (value.isObject()) {
      for (String key : value.propertyNames()) {
        KeyPath child = path.child(key);
        JsonNode inner = value.get(key);
        walk(child, schema.childOf(rules, child, inner), inner);
      }
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        walk(path.child(i), SchemaParts.items(rules), value.get(i));
      }
    } else if (value.isString() && !value.stringValue().isBlank()) {
      add(path, rules, value.stringValue());
    }
  }

  private void add(KeyPath path, ObjectNode rules, String text) {
    Origin origin = draft.origin(path);
    boolean secret =
        SchemaParts.isSecret(rules)
            || ((rules.isEmpty() || SchemaParts.isPython(rules))
                && NAME_OF_SECRET.matcher(path.last()).matches());
    boolean written = !origin.hidden() && !Placeholders.isIn(text);
    found.add(new Setting(path.toString(), origin.place(), secret, written, secret ? "" : text));
  }
}
