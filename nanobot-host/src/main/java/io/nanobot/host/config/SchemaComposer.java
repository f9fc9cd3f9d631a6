package io.nanobot.host.config;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts the schemas of the host's and the plugins' records together into one. */
final class SchemaComposer {
  private final RecordSchemas records = new RecordSchemas();
  private final ObjectNode definitions = node();

  /** Both maps: type to record, in the order of the types' names. */
  ObjectNode compose(
      SortedMap<String, Class<? extends Record>> channels,
      SortedMap<String, Class<? extends Record>> agents) {
    ObjectNode root =
        node()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "Configuration of nanobot for Java")
            .put("type", "object");
    ObjectNode properties = root.putObject("properties");
    properties.putObject("$schema").put("type", "string");
    properties.set("agents", agents(agents));
    properties.set("channels", channels(channels));
    properties.set("gateway", gateway());
    properties.set("security", security());
    properties.set("plugins", plugins());
    properties.set("store", store());
    python(root, PythonKeys.ROOT);
    root.put("additionalProperties", false);
    root.set("$defs", definitions);
    return root;
  }

  private ObjectNode gateway() {
    ObjectNode gateway = records.of(GatewayConfig.class);
    Descriptions.put(gateway, "The gateway process");
    python(gateway, PythonKeys.GATEWAY);
    return gateway;
  }

  private ObjectNode security() {
    return Descriptions.put(records.of(SecurityConfig.class), "Who and what is let through");
  }

  private ObjectNode store() {
    return Descriptions.put(records.of(StoreConfig.class), "Where what waits is kept");
  }

  private ObjectNode plugins() {
    return Descriptions.put(records.of(PluginsConfig.class), "Which plugins may be loaded");
  }

  private ObjectNode channels(Map<String, Class<? extends Record>> types) {
    ObjectNode channels = records.of(ChannelDefaults.class);
    Descriptions.put(channels, "The channels, each under its name");
    python(channels, PythonKeys.CHANNELS);
    sections(channels, SectionKind.CHANNEL, records.of(ChannelKeys.class), types);
    return channels;
  }

  private ObjectNode agents(Map<String, Class<? extends Record>> types) {
    ObjectNode agents = records.of(AgentRules.class);
    Descriptions.put(agents, "The agents, each under its name");
    ObjectNode answering = ((ObjectNode) agents.get("properties")).putObject("default");
    answering.put("type", "string").put("default", AgentsConfig.ECHO);
    Descriptions.put(answering, "Name of the agent that answers");
    python(agents, PythonKeys.AGENTS);
    sections(agents, SectionKind.AGENT, records.of(AgentKeys.class), types);
    return agents;
  }

  private void sections(
      ObjectNode parent,
      SectionKind kind,
      ObjectNode commonKeys,
      Map<String, Class<? extends Record>> types) {
    ObjectNode open = commonKeys.deepCopy();
    open.remove("additionalProperties");
    definitions.set(kind.openDefinition(), open);
    types.forEach(
        (type, record) -> {
          definitions.set(kind.definition(type), section(kind, type, commonKeys, record));
          byType(open, kind, type);
          byName(parent, kind, type);
        });
    parent.set("additionalProperties", reference(kind.openDefinition()));
  }

  private ObjectNode section(
      SectionKind kind, String type, ObjectNode commonKeys, Class<? extends Record> record) {
    ObjectNode section = commonKeys.deepCopy();
    ObjectNode own = records.of(record);
    ObjectNode properties = (ObjectNode) section.get("properties");
    own.path("properties")
        .properties()
        .forEach(p -> properties.putIfAbsent(p.getKey(), p.getValue()));
    if (own.get("required") instanceof ArrayNode required) {
      section.set("required", required);
    }
    if (kind == SectionKind.CHANNEL) {
      python(section, PythonKeys.ofAnyChannel());
      python(section, PythonKeys.ofChannel(type));
      onlyWhenEnabled(section, own);
    }
    section.put("additionalProperties", false);
    return section;
  }

  /** A disabled channel need not be filled in yet. */
  private static void onlyWhenEnabled(ObjectNode section, ObjectNode own) {
    if (!(section.remove("required") instanceof ArrayNode required)) {
      return;
    }
    ObjectNode enabled = section.putObject("if");
    enabled.putObject("properties").putObject("enabled").put("const", true);
    enabled.putArray("required").add("enabled");
    ObjectNode then = section.putObject("then");
    then.set("required", required);
    ObjectNode strict = node();
    for (JsonNode name : required) {
      String key = name.stringValue();
      ObjectNode rules = moveTextRules((ObjectNode) own.path("properties").get(key));
      if (!rules.isEmpty()) {
        strict.set(key, rules);
      }
    }
    if (!strict.isEmpty()) {
      then.set("properties", strict);
    }
  }

  private static ObjectNode moveTextRules(ObjectNode property) {
    ObjectNode rules = node();
    for (String keyword : List.of("minLength", "pattern", "format")) {
      boolean shownOnly =
          keyword.equals("format") && !property.path(keyword).asString("").equals("uri");
      if (property.has(keyword) && !shownOnly) {
        rules.set(keyword, property.remove(keyword));
      }
    }
    return rules;
  }

  /** {@code "work": {"type": "dingtalk", ...}}. */
  private static void byType(ObjectNode open, SectionKind kind, String type) {
    ObjectNode choice = open.withArray("allOf").addObject();
    ObjectNode condition = choice.putObject("if");
    condition.putObject("properties").putObject("type").put("const", type);
    condition.putArray("required").add("type");
    choice.set("then", reference(kind.definition(type)));
  }

  /** {@code "dingtalk": {...}}: the name is the type, unless the section says otherwise. */
  private static void byName(ObjectNode parent, SectionKind kind, String type) {
    ObjectNode properties = (ObjectNode) parent.get("properties");
    if (properties.has(type)) {
      return;
    }
    ObjectNode named = properties.putObject(type);
    named.putObject("if").putArray("required").add("type");
    named.set("then", reference(kind.openDefinition()));
    named.set("else", reference(kind.definition(type)));
  }

  private static void python(ObjectNode schema, List<String> keys) {
    ObjectNode properties = (ObjectNode) schema.get("properties");
    for (String key : keys) {
      if (!properties.has(key)) {
        Descriptions.put(properties.putObject(key), PythonKeys.notice(key)).put("deprecated", true);
      }
    }
  }

  private static ObjectNode reference(String definition) {
    return node().put("$ref", "#/$defs/" + definition);
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
