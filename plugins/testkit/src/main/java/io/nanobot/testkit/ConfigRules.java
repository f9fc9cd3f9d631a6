package io.nanobot.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a record of configuration must be, see {@link io.nanobot.api.config}. */
final class ConfigRules {
  private static final Set<String> HOST_KEYS = Set.of("enabled", "type", "allowFrom");

  private static final Set<Class<?>> VALUES =
      Set.of(
          String.class,
          boolean.class,
          int.class,
          long.class,
          double.class,
          Duration.class,
          Path.class,
          URI.class,
          Secret.class);

  private ConfigRules() {}

  static void check(Class<?> type) {
    assertThat(type.isRecord()).as("%s is a record", type.getName()).isTrue();
    for (RecordComponent component : type.getRecordComponents()) {
      check(component);
    }
  }

  /** Whether there is a {@link Secret} in it, however deep. */
  static boolean hasSecrets(Class<?> type) {
    return Stream.of(type.getRecordComponents()).anyMatch(it -> isSecret(it.getGenericType()));
  }

  private static boolean isSecret(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return Stream.of(parameterized.getActualTypeArguments()).anyMatch(ConfigRules::isSecret);
    }
    return type == Secret.class
        || (type instanceof Class<?> plain && plain.isRecord() && hasSecrets(plain));
  }

  private static void check(RecordComponent component) {
    String name = component.getName();
    assertThat(HOST_KEYS).as("keys of the host").doesNotContain(name);
    Description description = component.getAnnotation(Description.class);
    assertThat(description).as("@Description of %s", name).isNotNull();
    assertThat(description.value()).as("@Description of %s", name).isNotBlank().doesNotEndWith(".");
    Type type = component.getGenericType();
    boolean optional = isOptional(type);
    if (component.isAnnotationPresent(Default.class)) {
      assertThat(optional).as("%s is optional although it has a @Default", name).isFalse();
    }
    var pattern = component.getAnnotation(io.nanobot.api.config.Pattern.class);
    if (pattern != null) {
      assertThat(Pattern.compile(pattern.value())).isNotNull();
    }
    checkType(name, optional ? argument(type, 0) : type);
    if (name.toLowerCase(Locale.ROOT).matches(".*(secret|token|password)")) {
      assertThat(type.getTypeName()).as("type of %s", name).contains(Secret.class.getName());
    }
  }

  private static void checkType(String name, Type type) {
    if (type instanceof ParameterizedType parameterized) {
      boolean map = parameterized.getRawType() == Map.class;
      assertThat(map || parameterized.getRawType() == List.class).as("type of %s", name).isTrue();
      checkType(name, argument(type, map ? 1 : 0));
      return;
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      check(plain);
    } else if (!plain.isEnum()) {
      assertThat(VALUES).as("type of %s", name).contains(plain);
    }
  }

  private static boolean isOptional(Type type) {
    return type instanceof ParameterizedType parameterized
        && parameterized.getRawType() == Optional.class;
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
