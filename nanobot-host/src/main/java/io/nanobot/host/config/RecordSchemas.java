package io.nanobot.host.config;

import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.TypeFactory;

/**
 * Generates the schema of one record. Lives as long as one {@link ConfigSchema} is being made: both
 * the generator and the mapper remember classes, and a plugin's class must not be remembered.
 */
final class RecordSchemas {
  private final SchemaGenerator generator;

  RecordSchemas() {
    JsonMapper mapper = JsonMapper.builder().typeFactory(new TypeFactory()).build();
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(
                mapper, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(Option.INLINE_ALL_SCHEMAS, Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
            .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_OPTIONALS)
            .with(new NanobotSchemaModule());
    generator = new SchemaGenerator(config.build());
  }

  ObjectNode of(Class<? extends Record> type) {
    return generator.generateSchema(type);
  }
}
