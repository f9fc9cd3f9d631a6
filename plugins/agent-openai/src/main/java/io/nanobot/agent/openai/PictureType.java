package io.nanobot.agent.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** What kind of picture a file is, by its first bytes: names and claimed types may lie. */
final class PictureType {
  private PictureType() {}

  /** The media type, if it is one that models take. */
  static Optional<String> of(byte[] head) {
    String text = new String(head, ISO_8859_1);
    if (text.startsWith("\u0089PNG\r\n")) {
      return Optional.of("image/png");
    }
    if (text.startsWith("\u00FF\u00D8\u00FF")) {
      return Optional.of("image/jpeg");
    }
    if (text.startsWith("GIF8")) {
      return Optional.of("image/gif");
    }
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return Optional.of("image/webp");
    }
    return Optional.empty();
  }
}
