package io.nanobot.host.config;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.nanobot.api.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.TypeFactory;

/** Makes records of valid objects. Has a mapper of its own, because a mapper remembers classes. */
final class RecordReader {
  /** An Optional list is another thing: absent and empty differ there. */
  private static final JsonSetter.Value EMPTY = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

  private final JsonMapper mapper;

  /**
   * Prepares it.
   *
   * @param secrets is told every secret before a record, which may refuse it, is made
   */
  RecordReader(Consumer<Secret> secrets) {
    mapper =
        JsonMapper.builder()
            .typeFactory(new TypeFactory())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
            .withConfigOverride(List.class, list -> list.setNullHandling(EMPTY))
            .withConfigOverride(Map.class, map -> map.setNullHandling(EMPTY))
            .addModule(
                new SimpleModule()
                    .addDeserializer(
                        Secret.class, text(Secret.class, value -> secret(value, secrets)))
                    .addDeserializer(Duration.class, text(Duration.class, Durations::parse))
                    .addDeserializer(URI.class, text(URI.class, URI::create))
                    .addDeserializer(Path.class, text(Path.class, RecordReader::path)))
            .build();
  }

  private static Secret secret(String value, Consumer<Secret> secrets) {
    Secret secret = Secret.of(value);
    secrets.accept(secret);
    return secret;
  }

  /**
   * Binds one object.
   *
   * @throws Unreadable if the record refuses it; holds a sentence and nothing of the plugin
   */
  <T extends Record> T read(ObjectNode object, Class<T> type) throws Unreadable {
    try {
      return mapper.treeToValue(object, type);
    } catch (JacksonException e) {
      throw new Unreadable(path(e), sentence(e));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw new Unreadable(KeyPath.ROOT, "Can not be read (" + e.getClass().getName() + ").");
    }
  }

  private static KeyPath path(JacksonException failure) {
    KeyPath path = KeyPath.ROOT;
    for (JacksonException.Reference step : failure.getPath()) {
      path =
          step.getPropertyName() == null
              ? path.child(step.getIndex())
              : path.child(step.getPropertyName());
    }
    return path;
  }

  /** A record's own check is the author's sentence; Jackson's sentences may quote the value. */
  private static String sentence(JacksonException failure) {
    Throwable cause = failure.getCause();
    return failure instanceof ValueInstantiationException
            && cause instanceof IllegalArgumentException
            && cause.getMessage() != null
        ? cause.getMessage()
        : "The value is out of range or has a wrong form.";
  }

  private static Path path(String text) {
    return text.equals("~") || text.startsWith("~/")
        ? Path.of(System.getProperty("user.home") + text.substring(1))
        : Path.of(text);
  }

  private static <T> StdDeserializer<T> text(Class<T> type, Function<String, T> parser) {
    return new StdDeserializer<>(type) {
      @Override
      public T deserialize(JsonParser json, DeserializationContext context) {
        String text = json.getValueAsString();
        try {
          return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
          return context.reportInputMismatch(type, "wrong form");
        }
      }
    };
  }

  /** A record could not be made. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    private final transient KeyPath path;

    Unreadable(KeyPath path, String sentence) {
      super(sentence, null, false, false);
      this.path = path;
    }

    /** The component, below the object that was read. */
    KeyPath path() {
      return path;
    }
  }
}
