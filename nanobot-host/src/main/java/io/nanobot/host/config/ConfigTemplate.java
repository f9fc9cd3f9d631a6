package io.nanobot.host.config;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The first configuration of a new user. */
public final class ConfigTemplate {
  private final ConfigSchema schema;

  /**
   * Prepares it.
   *
   * @param schema what is installed
   */
  public ConfigTemplate(ConfigSchema schema) {
    this.schema = requireNonNull(schema, "schema");
  }

  /**
   * Every installed channel, disabled, with its required keys left empty.
   *
   * @return JSON that passes the check
   */
  public String firstConfig() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$schema", "./config.schema.json");
    root.putObject("agents").put("default", AgentsConfig.ECHO);
    ObjectNode gateway = root.putObject("gateway");
    Defaults.fill(gateway, SchemaParts.child(schema.root(), "gateway"));
    ObjectNode channels = root.putObject("channels");
    for (String type : schema.types(SectionKind.CHANNEL)) {
      ObjectNode channel = channels.putObject(type).put("enabled", false);
      addRequired(channel, schema.ofSection(SectionKind.CHANNEL, type));
      channel.putArray("allowFrom");
    }
    return PrettyJson.write(root);
  }

  private static void addRequired(ObjectNode object, ObjectNode rules) {
    for (String key : SchemaParts.properties(rules)) {
      if (SchemaParts.isRequired(rules, key)) {
        object.set(key, empty(SchemaParts.child(rules, key)));
      }
    }
  }

  private static JsonNode empty(ObjectNode rules) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (rules.path("type").asString("")) {
      case "integer", "number" -> nodes.numberNode(0);
      case "boolean" -> nodes.booleanNode(false);
      case "object" -> {
        ObjectNode nested = nodes.objectNode();
        addRequired(nested, rules);
        yield nested;
      }
      default -> nodes.stringNode("");
    };
  }
}
