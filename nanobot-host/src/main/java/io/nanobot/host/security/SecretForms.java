package io.nanobot.host.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** In which shapes a secret turns up: as it is, and as other programs encode it. */
final class SecretForms {
  /** A longer one is looked for in pieces, so that what is remembered stays small. */
  private static final int PIECE = 1024;

  /** A shorter line of a longer secret may be a word that stands everywhere. */
  private static final int SHORTEST_LINE = 16;

  private static final String UNRESERVED_MARKS = "-._~";
  private static final String COMPONENT_MARKS = "-_.!~*'()";

  private SecretForms() {}

  /** Texts that are the secret, or most of it. */
  static Set<String> plain(String secret) {
    Set<String> forms = new LinkedHashSet<>();
    for (String part : parts(secret)) {
      forms.add(part);
      Set<String> percent = percent(part);
      forms.addAll(percent);
      percent.forEach(encoded -> forms.addAll(percent(encoded)));
      for (String json : json(part)) {
        forms.add(json);
        forms.addAll(json(json)); // JSON in a text of JSON
      }
      forms.add(xml(part));
    }
    return forms;
  }

  /**
   * What Base64 text contains if the secret is in it, whatever stands before and behind: the
   * characters that depend on nothing but the secret. So {@code user:secret} is found without
   * knowing the user.
   */
  static Set<String> base64(String secret) {
    Set<String> forms = new LinkedHashSet<>();
    for (String part : parts(secret)) {
      Set<String> contents = new LinkedHashSet<>(List.of(part));
      contents.addAll(percent(part)); // OAuth encodes a secret before it puts it into a header
      contents.addAll(json(part));
      for (String content : contents) {
        for (int before = 0; before < 3; before++) {
          String core = base64Core(content.getBytes(UTF_8), before);
          forms.add(core);
          forms.add(core.replace('+', '-').replace('/', '_'));
          forms.addAll(percent(core));
        }
      }
    }
    return forms;
  }

  private static Set<String> parts(String secret) {
    Set<String> parts = new LinkedHashSet<>();
    if (secret.length() <= PIECE) {
      parts.add(secret);
      parts.add(secret.strip());
      parts.add(secret.strip().replaceAll("\\s+", " ")); // as where one line is made of several
    } else {
      parts.addAll(pieces(secret));
    }
    List<String> lines = secret.lines().map(String::strip).toList();
    if (lines.size() > 1) {
      lines.stream()
          .filter(line -> line.length() >= SHORTEST_LINE)
          .forEach(line -> parts.addAll(pieces(line)));
    }
    return parts;
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    for (int start = 0; start < text.length(); start += PIECE) {
      pieces.add(text.substring(start, Math.min(text.length(), start + PIECE)));
    }
    return pieces;
  }

  private static Set<String> percent(String text) {
    Set<String> forms = new LinkedHashSet<>();
    String form = URLEncoder.encode(text, UTF_8);
    for (String encoded :
        List.of(
            form,
            form.replace("+", "%20"),
            percent(text, UNRESERVED_MARKS),
            percent(text, COMPONENT_MARKS))) {
      forms.add(encoded);
      forms.add(lowerCaseHex(encoded));
    }
    return forms;
  }

  private static String percent(String text, String marks) {
    StringBuilder encoded = new StringBuilder();
    for (byte unit : text.getBytes(UTF_8)) {
      char c = (char) (unit & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || marks.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(hex(c, 2).toUpperCase(Locale.ROOT));
      }
    }
    return encoded.toString();
  }

  private static String lowerCaseHex(String encoded) {
    StringBuilder result = new StringBuilder(encoded);
    for (int i = result.indexOf("%"); i >= 0; i = result.indexOf("%", i + 1)) {
      int end = Math.min(result.length(), i + 3);
      result.replace(i, end, result.substring(i, end).toLowerCase(Locale.ROOT));
    }
    return result.toString();
  }

  private static Set<String> json(String text) {
    String plain = json(text, false);
    String ascii = json(text, true);
    Set<String> forms = new LinkedHashSet<>();
    forms.add(plain);
    forms.add(plain.replace("/", "\\/"));
    forms.add(ascii);
    forms.add(upperCaseHex(ascii));
    return forms;
  }

  private static String json(String text, boolean ascii) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> escaped.append("\\\"");
        case '\\' -> escaped.append("\\\\");
        case '\b' -> escaped.append("\\b");
        case '\f' -> escaped.append("\\f");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> {
          if (c < 0x20 || (ascii && c >= 0x7F)) {
            escaped.append("\\u").append(hex(c, 4));
          } else {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }

  private static String upperCaseHex(String escaped) {
    StringBuilder result = new StringBuilder(escaped);
    for (int i = result.indexOf("\\u"); i >= 0; i = result.indexOf("\\u", i + 2)) {
      int end = Math.min(result.length(), i + 6);
      result.replace(i + 2, end, result.substring(i + 2, end).toUpperCase(Locale.ROOT));
    }
    return result.toString();
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** The characters that stay the same after {@code before} and in front of any other bytes. */
  private static String base64Core(byte[] content, int before) {
    byte[] shifted = new byte[before + content.length];
    System.arraycopy(content, 0, shifted, before, content.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int first = (before * 8 + 5) / 6;
    int end = shifted.length * 8 / 6;
    return first < end ? encoded.substring(first, end) : "";
  }

  private static String hex(char c, int digits) {
    String hex = Integer.toHexString(c);
    return "0".repeat(Math.max(0, digits - hex.length())) + hex;
  }
}
