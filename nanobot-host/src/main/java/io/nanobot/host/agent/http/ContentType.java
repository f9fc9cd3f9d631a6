package io.nanobot.host.agent.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer says it is.
 *
 * @param type in lower case, without parameters; empty if it does not say
 */
record ContentType(String type, Charset charset) {
  private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=\"?([^\";\\s]+)");

  static ContentType of(ResponseInfo info) {
    String header = info.headers().firstValue("Content-Type").orElse("");
    String type = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return new ContentType(type, charset(header));
  }

  boolean isEvents() {
    return type.equals("text/event-stream");
  }

  boolean isJson() {
    return type.equals("application/json") || type.endsWith("+json");
  }

  boolean isText() {
    return type.equals("text/plain") || type.equals("text/markdown");
  }

  private static Charset charset(String header) {
    Matcher named = CHARSET.matcher(header);
    try {
      return named.find() ? Charset.forName(named.group(1)) : UTF_8;
    } catch (IllegalArgumentException e) {
      return UTF_8; // junk in a header; what follows is judged by itself
    }
  }
}
