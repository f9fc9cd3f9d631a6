package io.nanobot.host.config;

/** The text is not JSON. */
final class JsonSyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Place place;

  JsonSyntaxException(Place place, String reason) {
    super(reason, null, false, false);
    this.place = place;
  }

  Place place() {
    return place;
  }
}
