package io.nanobot.host.config;

import static java.util.Objects.requireNonNull;

import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The reference of all settings, for the documentation. */
public final class ConfigReference {
  private static final String HEAD =
      """
      # Configuration reference

      Made by `nanobot config reference` for the plugins that are installed. [Configuration](configuration.md) explains
      the file. In any text, `${NAME}` stands for an environment variable and `${file:/run/secrets/x}` for the content of a file.

      """;

  private final ConfigSchema schema;

  /**
   * Prepares it.
   *
   * @param schema what is installed
   */
  public ConfigReference(ConfigSchema schema) {
    this.schema = requireNonNull(schema, "schema");
  }

  /**
   * One table for each section.
   *
   * @return Markdown, stable from run to run
   */
  public String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    for (String key :
        new String[] {"gateway", "store", "security", "plugins", "agents", "channels"}) {
      table(text, "`" + key + "`", SchemaParts.child(schema.root(), key));
    }
    for (SectionKind kind : SectionKind.values()) {
      String where = "`" + kind.key() + ".<name>`";
      table(text, where, schema.definition(kind.openDefinition()));
      for (String type : schema.types(kind)) {
        table(text, where + " of type `" + type + "`", schema.ofSection(kind, type));
      }
    }
    return text.toString();
  }

  private static void table(StringBuilder text, String title, ObjectNode rules) {
    text.append("## ").append(title).append("\n\n");
    text.append("| Key | Type | Default | Required | Description |\n");
    text.append("|---|---|---|---|---|\n");
    rows(text, "", rules);
    text.append('\n');
  }

  private static void rows(StringBuilder text, String prefix, ObjectNode rules) {
    for (String key : SchemaParts.properties(rules)) {
      ObjectNode property = SchemaParts.child(rules, key);
      if (SchemaParts.isPython(property) || property.has("else")) {
        continue;
      }
      row(text, prefix + key, property, SchemaParts.isRequired(rules, key));
      rows(text, prefix + key + ".", property);
      rows(text, prefix + key + "[].", SchemaParts.items(property));
      if (SchemaParts.isMap(property)) {
        rows(text, prefix + key + ".<key>.", (ObjectNode) property.get("additionalProperties"));
      }
    }
  }

  private static void row(StringBuilder text, String key, ObjectNode property, boolean required) {
    StringJoiner cells = new StringJoiner(" | ", "| ", " |\n");
    cells.add("`" + key + "`");
    cells.add(cell(type(property)));
    cells.add(property.has("default") ? "`" + cell(property.get("default").toString()) + "`" : "");
    cells.add(required ? "yes" : "");
    cells.add(cell(property.path("description").asString("")));
    text.append(cells);
  }

  private static String type(JsonNode property) {
    if (SchemaParts.isSecret(property)) {
      return "secret";
    }
    if (property.has("enum")) {
      StringJoiner names = new StringJoiner(", ");
      property.get("enum").forEach(name -> names.add("`" + name.asString("") + "`"));
      return names.toString();
    }
    if (property.path("pattern").asString("").equals(Durations.PATTERN)) {
      return "duration";
    }
    String type = property.path("format").asString(property.path("type").asString("any"));
    return type.equals("array") ? "list of " + type(property.path("items")) : type;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
