package io.nanobot.dingtalk.simulator.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * A request target, taken apart: path and decoded query. Also reads forms, which are written the
 * same way.
 */
public record Target(String path, Map<String, String> query) {

  static Target parse(String text) {
    int mark = text.indexOf('?');
    return mark < 0
        ? new Target(text, Map.of())
        : new Target(text.substring(0, mark), form(text.substring(mark + 1)));
  }

  /** Reads {@code a=1&b=2}. A value that is not encoded properly is taken as it stands. */
  public static Map<String, String> form(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    StringTokenizer pairs = new StringTokenizer(text, "&");
    while (pairs.hasMoreTokens()) {
      String pair = pairs.nextToken();
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      values.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return values;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
