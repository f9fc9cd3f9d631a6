package io.nanobot.dingtalk.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.dingtalk.simulator.wire.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One part of a {@code multipart/form-data} body. */
final class FormPart {
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)multipart/form-data;.*boundary=\"?([^\";]+)\"?.*");
  private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("(?i)[;\\s]filename=\"([^\"]*)\"");

  private final String fileName;
  private final byte[] content;

  private FormPart(String fileName, byte[] content) {
    this.fileName = fileName;
    this.content = content;
  }

  /** Empty if it is not a file. */
  String fileName() {
    return fileName;
  }

  byte[] content() {
    return content.clone();
  }

  String text() {
    return new String(content, UTF_8);
  }

  /** The parts by name; none if the body is no such form. */
  static Map<String, FormPart> of(HttpRequest request) {
    Map<String, FormPart> parts = new HashMap<>();
    Matcher type = BOUNDARY.matcher(request.header("Content-Type").orElse(""));
    if (type.matches()) {
      // one character for each byte, so that content survives as it is
      String body = "\r\n" + new String(request.body(), ISO_8859_1);
      String[] pieces = body.split(Pattern.quote("\r\n--" + type.group(1)), -1);
      for (int i = 1; i < pieces.length - 1; i++) {
        read(pieces[i], parts);
      }
    }
    return parts;
  }

  private static void read(String piece, Map<String, FormPart> parts) {
    int end = piece.indexOf("\r\n\r\n");
    if (end < 0) {
      return;
    }
    String headers = new String(piece.substring(0, end).getBytes(ISO_8859_1), UTF_8);
    byte[] content = piece.substring(end + 4).getBytes(ISO_8859_1);
    found(NAME, headers)
        .ifPresent(
            name -> parts.put(name, new FormPart(found(FILE_NAME, headers).orElse(""), content)));
  }

  private static Optional<String> found(Pattern pattern, String headers) {
    return Optional.of(pattern.matcher(headers)).filter(Matcher::find).map(it -> it.group(1));
  }
}
