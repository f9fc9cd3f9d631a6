package io.nanobot.host.config;

import io.nanobot.api.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the types that JSON does not have are written. */
final class LeafSchemas {
  private LeafSchemas() {}

  /** Null for every other type. */
  static ObjectNode of(Class<?> type) {
    if (type == Secret.class) {
      return text().put("format", "password").put("writeOnly", true);
    }
    if (type == Duration.class) {
      return text().put("pattern", Durations.PATTERN);
    }
    if (type == URI.class) {
      return text().put("format", "uri");
    }
    if (type == Path.class) {
      return text();
    }
    return type.isEnum() ? enumeration(type) : null;
  }

  private static ObjectNode enumeration(Class<?> type) {
    ObjectNode schema = text();
    var names = schema.putArray("enum");
    for (Object constant : type.getEnumConstants()) {
      names.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
    }
    return schema;
  }

  private static ObjectNode text() {
    return JsonNodeFactory.instance.objectNode().put("type", "string");
  }
}
