package io.nanobot.host.config;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * The parser's words for a syntax error, made readable. They quote the text at fault, which may be
 * a secret that lacks its quotation marks: so nothing of them is passed on.
 */
final class SyntaxReasons {
  /** The first that the parser's message contains. */
  private static final Map<String, String> REASONS = new LinkedHashMap<>();

  static {
    REASONS.put(
        "was expecting closing quote", "The file ends inside a text: its closing \" is missing.");
    REASONS.put("end-of-input", "The file ends too early: a closing } or ] is missing.");
    REASONS.put(
        "('}' (code 125)): was expecting double-quote",
        "Expecting property name enclosed in double quotes; remove the comma before this }.");
    REASONS.put("was expecting double-quote", "Expecting property name enclosed in double quotes.");
    REASONS.put("separate Object entries", "Expecting a comma or a closing } here.");
    REASONS.put("separate Array entries", "Expecting a comma or a closing ] here.");
    REASONS.put("was expecting a colon", "Expecting a colon after the property name.");
    REASONS.put(
        "(']' (code 93)): expected a valid value",
        "Expecting a value; remove the comma before this ].");
    REASONS.put("comment", "JSON has no comments; remove this one.");
    REASONS.put(
        "CTRL-CHAR", "A text contains a line break or control character; write it as \\n or \\t.");
    REASONS.put("character escape", "Unknown escape in a text; write \\\\ for one backslash.");
    REASONS.put("nesting depth", "Too many objects or arrays inside each other.");
    REASONS.put("close marker", "Wrong closing bracket: } and ] do not match their opening ones.");
    REASONS.put("Unrecognized token", "Expecting a value; text must be in double quotes.");
    REASONS.put("numeric value", "This is not a valid number.");
    REASONS.put("Non-standard token", "This is not a valid number.");
    REASONS.put("expected a", "Expecting a value; text must be in double quotes.");
  }

  private SyntaxReasons() {}

  static JsonSyntaxException translate(JacksonException failure) {
    var location = failure.getLocation();
    Place place =
        location == null
            ? Place.UNKNOWN
            : Place.in(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    String words = String.valueOf(failure.getOriginalMessage());
    String reason =
        REASONS.entrySet().stream()
            .filter(entry -> words.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("This is not valid JSON.");
    return new JsonSyntaxException(place, reason);
  }
}
