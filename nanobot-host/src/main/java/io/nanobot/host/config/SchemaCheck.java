package io.nanobot.host.config;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Validates a draft against the schema and puts what it finds into words. */
final class SchemaCheck {
  /** What is wrong even in a channel that is disabled and not yet filled in. */
  private static final Set<String> ALWAYS = Set.of("type", "enum", "additionalProperties");

  private final ConfigSchema schema;
  private final Schema validator;

  SchemaCheck(ConfigSchema schema) {
    this.schema = schema;
    this.validator = registry().getSchema(schema.root());
  }

  /** Of its own, because a registry keeps every schema that it was asked for. */
  private static SchemaRegistry registry() {
    Dialect dialect =
        Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword(Descriptions.MARKDOWN))
            .build();
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .preloadSchema(false)
            .build();
    return SchemaRegistry.withDialect(dialect, registry -> registry.schemaRegistryConfig(config));
  }

  void run(Draft draft) {
    List<Error> errors = validator.validate(asIfEnabled(draft.root()));
    Set<KeyPath> misspelt = new HashSet<>();
    for (Error error : errors) {
      if (error.getKeyword().equals("additionalProperties")) {
        unknown(draft, path(error.getInstanceLocation()), error.getProperty(), misspelt);
      }
    }
    for (Error error : errors) {
      translate(draft, error, misspelt);
    }
  }

  /** Disabled channels are checked like the others; what they may lack is sorted out later. */
  private static ObjectNode asIfEnabled(ObjectNode root) {
    ObjectNode copy = root.deepCopy();
    for (JsonNode channel : copy.path(SectionKind.CHANNEL.key())) {
      if (channel instanceof ObjectNode section
          && (!section.has("enabled") || section.get("enabled").isBoolean())) {
        section.put("enabled", true);
      }
    }
    return copy;
  }

  private void unknown(Draft draft, KeyPath parent, String key, Set<KeyPath> misspelt) {
    Set<String> allowed = SchemaParts.offered(schema.at(parent, draft));
    Optional<String> suggestion = SpellingHint.closest(key, allowed);
    suggestion.ifPresent(name -> misspelt.add(parent.child(name)));
    draft.add(
        Finding.error(parent.child(key), ProblemTexts.unknown(suggestion, allowed), suggestion));
  }

  private void translate(Draft draft, Error error, Set<KeyPath> misspelt) {
    KeyPath path = path(error.getInstanceLocation());
    switch (error.getKeyword()) {
      case "additionalProperties" -> {} // done before, because "required" needs to know
      case "required" -> {
        KeyPath missing = path.child(error.getProperty());
        if (!misspelt.contains(missing)) {
          JsonNode rules = schema.at(path, draft).path("properties").path(missing.last());
          draft.add(Finding.incomplete(missing, ProblemTexts.missing(rules)));
        }
      }
      default -> broken(draft, path, error);
    }
  }

  private void broken(Draft draft, KeyPath path, Error error) {
    if (draft.isUnresolved(path)) {
      return;
    }
    ObjectNode rules = schema.at(path, draft);
    JsonNode value = draft.value(path).orElseGet(error::getInstanceNode);
    boolean shown = !SchemaParts.isSecret(rules) && !draft.origin(path).hidden();
    String keyword = error.getKeyword();
    draft.add(
        new Finding(
            path,
            !ALWAYS.contains(keyword),
            ProblemTexts.broken(keyword, error.getSchemaNode(), rules, value, shown),
            misplaced(path, keyword)));
  }

  /** {@code "sendMaxRetrys": 4} among the channels is a misspelt setting and no channel. */
  private Optional<String> misplaced(KeyPath path, String keyword) {
    return schema
        .section(path)
        .filter(kind -> keyword.equals("type"))
        .map(kind -> (ObjectNode) schema.root().path("properties").get(kind.key()))
        .flatMap(rules -> SpellingHint.closest(path.last(), SchemaParts.offered(rules)));
  }

  private static KeyPath path(NodePath location) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < location.getNameCount(); i++) {
      Object element = location.getElement(i);
      parts.add(element instanceof Integer index ? "[" + index + "]" : String.valueOf(element));
    }
    return new KeyPath(List.copyOf(parts));
  }
}
