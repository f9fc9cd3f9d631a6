package io.nanobot.host.config;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Small pieces of JSON, for those parts of the host that do not know Jackson. */
public final class SimpleJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final JsonMapper LINE =
      JsonMapper.builder(JsonFactory.builder().characterEscapes(new VisibleJson()).build()).build();

  private SimpleJson() {}

  /** A text in quotation marks. */
  public static String quote(String text) {
    return JSON.writeValueAsString(text);
  }

  /** Maps, collections, texts, numbers and booleans as JSON over several lines. */
  public static String pretty(Map<String, ?> object) {
    return JSON.writeValueAsString(object);
  }

  /** The same on one line that a terminal can show, with the keys in the order of the map. */
  public static String line(Map<String, ?> object) {
    return LINE.writeValueAsString(object);
  }

  /**
   * Reads an object whose values are all texts.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Map<String, String> texts(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not an object of texts", e);
    }
  }
}
