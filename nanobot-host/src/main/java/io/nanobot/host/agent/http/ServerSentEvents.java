package io.nanobot.host.agent.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts lines together into events, as the HTML standard says. IDs and retry times are left out; so
 * is an event without data, unless its name says all.
 */
final class ServerSentEvents {
  /** One event; its kind is {@code message} if it has no name. */
  record Event(String kind, String data) {}

  private static final Set<String> COMPLETE_WITHOUT_DATA = Set.of("end", "error");

  private final List<String> data = new ArrayList<>();
  private String kind = "";
  private boolean first = true;

  /** Returns an event if this line ends one. */
  Optional<Event> line(String written) {
    String line = first && written.startsWith("\ufeff") ? written.substring(1) : written;
    first = false;
    if (line.isEmpty()) {
      return end();
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    String text = value.startsWith(" ") ? value.substring(1) : value;
    if (field.equals("data")) {
      data.add(text);
    } else if (field.equals("event")) {
      kind = text;
    }
    return Optional.empty();
  }

  private Optional<Event> end() {
    if (data.isEmpty() && COMPLETE_WITHOUT_DATA.contains(kind)) {
      data.add("{}");
    }
    Optional<Event> event =
        data.isEmpty()
            ? Optional.empty()
            : Optional.of(new Event(kind.isEmpty() ? "message" : kind, String.join("\n", data)));
    data.clear();
    kind = "";
    return event;
  }
}
