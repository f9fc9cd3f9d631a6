package io.nanobot.dingtalk.simulator.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads HTTP/1.1 requests, one after the other, from one connection. */
final class HttpReader {
  private static final int MAX_LINE = 16 * 1024;
  private static final int MAX_HEADERS = 100;

  /**
   * Larger than DingTalk's largest upload (20 MB), so that the limit is the platform's and not
   * ours.
   */
  private static final int MAX_BODY = 24 * 1024 * 1024;

  private final InputStream in;
  private final OutputStream out;

  HttpReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** The next request, or nothing when the peer has closed between two requests. */
  Optional<HttpRequest> next() throws IOException {
    String start = line();
    if (start == null) {
      return Optional.empty();
    }
    int first = start.indexOf(' ');
    int last = start.lastIndexOf(' ');
    if (first < 1 || last <= first || !start.startsWith("HTTP/1.", last + 1)) {
      throw new IOException("not an HTTP/1.1 request line");
    }
    Map<String, String> headers = headers();
    return Optional.of(
        new HttpRequest(
            start.substring(0, first), start.substring(first + 1, last), headers, body(headers)));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() >= MAX_HEADERS) {
        throw new IOException("malformed or too many headers");
      }
      headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (headers.containsKey("Expect")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(UTF_8));
      out.flush();
    }
    if (Ascii.lower(headers.getOrDefault("Transfer-Encoding", "")).contains("chunked")) {
      return chunks();
    }
    return exactly(number(headers.getOrDefault("Content-Length", "0"), 10));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      if (size == null) {
        throw new EOFException("the body ended within a chunk");
      }
      int extension = size.indexOf(';');
      int length = number(extension < 0 ? size : size.substring(0, extension), 16);
      body.write(exactly(length));
      if (body.size() > MAX_BODY) {
        throw new IOException("the body is too large");
      }
      line(); // the line break after a chunk, or the empty trailer
      if (length == 0) {
        return body.toByteArray();
      }
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body is shorter than announced");
    }
    return bytes;
  }

  private static int number(String text, int radix) throws IOException {
    try {
      int number = Integer.parseInt(text.strip(), radix);
      if (number >= 0 && number <= MAX_BODY) {
        return number;
      }
    } catch (NumberFormatException malformed) {
      throw new IOException("malformed length", malformed);
    }
    throw new IOException("the body is too large");
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.size() == 0) {
          return null;
        }
        throw new EOFException("the request ended within a line");
      }
      if (line.size() >= MAX_LINE) {
        throw new IOException("a line is too long");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
