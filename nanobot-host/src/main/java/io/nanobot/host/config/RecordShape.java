package io.nanobot.host.config;

import io.nanobot.api.config.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks that a configuration record has only components that can be described and bound. */
final class RecordShape {
  private static final Set<Class<?>> LEAVES =
      Set.of(
          String.class,
          boolean.class,
          Boolean.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          double.class,
          Double.class,
          Duration.class,
          Path.class,
          URI.class,
          Secret.class);
  private static final Set<Class<?>> CONTAINERS = Set.of(List.class, Map.class, Optional.class);

  /** The records around the one that is looked at: one that holds itself has no finite schema. */
  private final Deque<Class<?>> open = new ArrayDeque<>();

  private RecordShape() {}

  static void check(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException(type.getName() + " is not a record");
    }
    new RecordShape().checkRecord(type);
  }

  private void checkRecord(Class<?> type) {
    if (open.contains(type)) {
      throw new IllegalArgumentException(type.getName() + " contains itself");
    }
    open.push(type);
    for (RecordComponent component : type.getRecordComponents()) {
      String where = type.getName() + "." + component.getName();
      checkType(component.getGenericType(), where);
      checkPattern(component, where);
    }
    open.pop();
  }

  private void checkType(Type type, String where) {
    if (type instanceof Class<?> leaf && (LEAVES.contains(leaf) || leaf.isEnum())) {
      return;
    }
    if (type instanceof Class<?> nested && nested.isRecord()) {
      checkRecord(nested);
      return;
    }
    if (type instanceof ParameterizedType generic && CONTAINERS.contains(generic.getRawType())) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() != Map.class || arguments[0] == String.class) {
        checkType(arguments[arguments.length - 1], where);
        return;
      }
    }
    throw new IllegalArgumentException(
        "%s has the type %s, which a configuration can not hold"
            .formatted(where, type.getTypeName()));
  }

  private static void checkPattern(RecordComponent component, String where) {
    var pattern = component.getAnnotation(io.nanobot.api.config.Pattern.class);
    if (pattern == null) {
      return;
    }
    try {
      Pattern.compile(pattern.value());
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(where + " has a wrong @Pattern: " + e.getDescription(), e);
    }
  }
}
