package io.nanobot.host.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads strict JSON into a tree and remembers where each key stands. The validator's own
 * location-aware nodes know only where a value stands, and lose even that when a value is replaced.
 */
final class JsonText {
  private static final int DEEPEST = 64;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final JsonParser parser;
  private final Map<KeyPath, Origin> origins = new HashMap<>();
  private final List<Finding> duplicates = new ArrayList<>();

  private JsonText(JsonParser parser) {
    this.parser = parser;
  }

  /** One whole JSON value, without places: for the value of an environment variable. */
  static JsonNode value(String text) throws JsonSyntaxException {
    return parse(text).root();
  }

  static Parsed parse(String text) throws JsonSyntaxException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonText reading = new JsonText(parser);
      JsonNode root = reading.whole();
      return new Parsed(root, reading.origins, reading.duplicates);
    } catch (JacksonException e) {
      throw SyntaxReasons.translate(e);
    }
  }

  /** The result: any JSON value, not yet known to be an object. */
  record Parsed(JsonNode root, Map<KeyPath, Origin> origins, List<Finding> duplicates) {}

  private JsonNode whole() throws JsonSyntaxException {
    if (parser.nextToken() == null) {
      throw new JsonSyntaxException(Place.in(1, 1), "The file is empty.");
    }
    origins.put(KeyPath.ROOT, Origin.written(place()));
    JsonNode root = value(KeyPath.ROOT);
    if (parser.nextToken() != null) {
      throw new JsonSyntaxException(place(), "There is something after the end of the JSON value.");
    }
    return root;
  }

  private JsonNode value(KeyPath path) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> array(path);
      case VALUE_STRING -> nodes.stringNode(parser.getString());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NUMBER_INT -> wholeNumber(nodes);
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDoubleValue());
      default -> nodes.nullNode();
    };
  }

  private JsonNode wholeNumber(JsonNodeFactory nodes) {
    return switch (parser.getNumberType()) {
      case INT -> nodes.numberNode(parser.getIntValue());
      case LONG -> nodes.numberNode(parser.getLongValue());
      default -> nodes.numberNode(parser.getBigIntegerValue());
    };
  }

  private ObjectNode object(KeyPath path) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      KeyPath child = path.child(key);
      Place place = place();
      Origin first = origins.put(child, Origin.written(place));
      if (first != null) {
        duplicates.add(
            Finding.error(child, "This key is here twice, first at " + first.place() + "."));
      }
      parser.nextToken();
      object.set(key, value(child));
    }
    return object;
  }

  private ArrayNode array(KeyPath path) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      KeyPath child = path.child(array.size());
      origins.put(child, Origin.written(place()));
      array.add(value(child));
    }
    return array;
  }

  private Place place() {
    TokenStreamLocation location = parser.currentTokenLocation();
    return Place.in(location.getLineNr(), location.getColumnNr());
  }
}
