package io.nanobot.host.config;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.Module;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigPart;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ObjectNode;

/** Tells the schema generator what our component types and annotations mean. */
final class NanobotSchemaModule implements Module {
  @Override
  public void applyToConfigBuilder(SchemaGeneratorConfigBuilder builder) {
    builder
        .forTypesInGeneral()
        .withPropertySorter(Comparator.comparingInt(NanobotSchemaModule::position))
        .withCustomDefinitionProvider(NanobotSchemaModule::definition);
    describe(builder.forFields());
    constrain(builder.forFields());
  }

  private static void describe(SchemaGeneratorConfigPart<FieldScope> fields) {
    fields
        .withTargetTypeOverridesResolver(NanobotSchemaModule::insideOptional)
        .withRequiredCheck(field -> Component.of(field).isRequired())
        .withInstanceAttributeOverride((node, field, context) -> annotate(node, field));
  }

  /** The generator's own way for defaults would wrap the node into one that does not bind. */
  private static void annotate(ObjectNode node, FieldScope field) {
    if (field.isFakeContainerItemScope()) {
      return;
    }
    Component component = Component.of(field);
    component.description().ifPresent(text -> Descriptions.put(node, text));
    component.defaultValue().ifPresent(value -> node.set("default", value));
  }

  private static void constrain(SchemaGeneratorConfigPart<FieldScope> fields) {
    fields
        .withStringPatternResolver(field -> Component.of(field).pattern())
        .withStringMinLengthResolver(
            field ->
                field.isFakeContainerItemScope() || !Component.of(field).isRequired() ? null : 1)
        .withNumberInclusiveMinimumResolver(field -> bound(field, Range::min))
        .withNumberInclusiveMaximumResolver(field -> bound(field, Range::max));
  }

  /** In the order of the record; that of its fields is not promised by the JDK. */
  private static int position(MemberScope<?, ?> member) {
    return member instanceof FieldScope field ? Component.of(field).position() : 0;
  }

  private static List<ResolvedType> insideOptional(FieldScope field) {
    ResolvedType type = field.getType();
    return type != null && type.getErasedType() == Optional.class ? type.getTypeParameters() : null;
  }

  private static BigDecimal bound(FieldScope field, ToLongFunction<Range> end) {
    Range range = Component.of(field).range();
    return range == null ? null : BigDecimal.valueOf(end.applyAsLong(range));
  }

  private static CustomDefinition definition(ResolvedType type, SchemaGenerationContext context) {
    ObjectNode schema =
        type.getErasedType() == Map.class
            ? map(type, context)
            : LeafSchemas.of(type.getErasedType());
    return schema == null
        ? null
        : new CustomDefinition(
            schema, CustomDefinition.INLINE_DEFINITION, CustomDefinition.INCLUDING_ATTRIBUTES);
  }

  /** The generator's own option mixes two copies of a value's schema when the value is a record. */
  private static ObjectNode map(ResolvedType type, SchemaGenerationContext context) {
    ObjectNode map = context.getGeneratorConfig().createObjectNode().put("type", "object");
    map.set("additionalProperties", context.createDefinition(type.getTypeParameters().get(1)));
    return map;
  }
}
