package io.nanobot.host.security.audit;

import io.nanobot.host.config.SimpleJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event and when it happened. */
record Stamped(Instant time, AuditEvent event) {
  /** Unlike {@link Instant#toString}, always with three digits, so that lines can be sorted. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  String line() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", TIME.format(time));
    line.put("event", event.event());
    line.putAll(event.fields());
    return SimpleJson.line(line);
  }
}
