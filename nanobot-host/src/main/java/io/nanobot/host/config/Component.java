package io.nanobot.host.config;

import com.github.victools.jsonschema.generator.FieldScope;
import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Experimental;
import io.nanobot.api.config.Pattern;
import io.nanobot.api.config.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the annotations of one record component say. They stand on the component only, not on the
 * field that the schema generator looks at.
 */
record Component(RecordComponent component) {
  private static final Set<Class<?>> TEXT =
      Set.of(String.class, Duration.class, Path.class, URI.class, Secret.class);
  private static final String START = "^(?:";
  private static final String END = ")$";

  static Component of(FieldScope field) {
    return Arrays.stream(field.getDeclaringType().getErasedType().getRecordComponents())
        .filter(component -> component.getName().equals(field.getDeclaredName()))
        .findFirst()
        .map(Component::new)
        .orElseThrow();
  }

  int position() {
    return Arrays.asList(component.getDeclaringRecord().getRecordComponents()).indexOf(component);
  }

  /** Optionals and collections may be absent, and so may what has a default. */
  boolean isRequired() {
    return !(component.getGenericType() instanceof ParameterizedType)
        && !component.isAnnotationPresent(Default.class);
  }

  Optional<String> description() {
    Description description = component.getAnnotation(Description.class);
    String words = description == null ? "" : description.value();
    String note = component.isAnnotationPresent(Experimental.class) ? " (experimental)" : "";
    return Optional.of((words + note).strip()).filter(text -> !text.isEmpty());
  }

  /** JSON Schema's patterns look for a part, ours mean the whole text. */
  String pattern() {
    Pattern pattern = component.getAnnotation(Pattern.class);
    return pattern == null ? null : START + pattern.value() + END;
  }

  /** The pattern as the plugin's author wrote it. */
  static String readable(String pattern) {
    return pattern.startsWith(START) && pattern.endsWith(END)
        ? pattern.substring(START.length(), pattern.length() - END.length())
        : pattern;
  }

  Range range() {
    return component.getAnnotation(Range.class);
  }

  Optional<JsonNode> defaultValue() {
    return Optional.ofNullable(component.getAnnotation(Default.class)).map(this::read);
  }

  private JsonNode read(Default written) {
    Class<?> type = component.getType();
    if (TEXT.contains(type) || type.isEnum()) {
      return JsonNodeFactory.instance.stringNode(written.value());
    }
    try {
      return JsonText.value(written.value());
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException(
          "%s.%s has the default %s, which is not JSON: %s"
              .formatted(
                  component.getDeclaringRecord().getName(),
                  component.getName(),
                  written.value(),
                  e.getMessage()));
    }
  }
}
