package io.nanobot.host.media;

import io.nanobot.api.message.Attachment;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes the name of a local file from one that somebody else chose. */
final class FileName {
  /** In code points; file systems allow 255 bytes, and a code point has up to four. */
  private static final int LONGEST = 60;

  private static final int LONGEST_EXTENSION = 10;

  /** What is no letter, mark, digit, or one of a few harmless signs; folders among it. */
  private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._()+ -]+");

  private static final Pattern EXTENSION = Pattern.compile("\\.[\\p{Alnum}]{1,10}$");

  /** Windows takes these for devices, whatever their extension is. */
  private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");

  private static final Pattern NUMBERED_DEVICE = Pattern.compile("(com|lpt)[0-9]");

  private static final Map<String, String> EXTENSIONS =
      Map.ofEntries(
          Map.entry("image/png", ".png"),
          Map.entry("image/jpeg", ".jpg"),
          Map.entry("image/gif", ".gif"),
          Map.entry("image/webp", ".webp"),
          Map.entry("image/bmp", ".bmp"),
          Map.entry("image/heic", ".heic"),
          Map.entry("audio/amr", ".amr"),
          Map.entry("audio/ogg", ".ogg"),
          Map.entry("audio/mpeg", ".mp3"),
          Map.entry("audio/aac", ".aac"),
          Map.entry("audio/wav", ".wav"),
          Map.entry("audio/mp4", ".m4a"),
          Map.entry("video/mp4", ".mp4"),
          Map.entry("video/quicktime", ".mov"),
          Map.entry("application/pdf", ".pdf"),
          Map.entry("application/zip", ".zip"),
          Map.entry("text/plain", ".txt"));

  private FileName() {}

  /**
   * A name without folders, invisible characters and surprises.
   *
   * @param mediaType the type by the content; gives the extension if the name has none
   */
  static String of(Attachment attachment, Optional<String> mediaType) {
    String name = cleaned(attachment.name());
    if (name.isEmpty()) {
      name = attachment.kind().name().toLowerCase(Locale.ROOT);
    }
    return EXTENSION.matcher(name).find() ? name : name + mediaType.map(EXTENSIONS::get).orElse("");
  }

  private static String cleaned(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String safe = UNSAFE.matcher(last).replaceAll("_");
    String trimmed = safe.replaceAll("^[. ]+|[. ]+$", "");
    return isDevice(trimmed) ? "_" + trimmed : shortened(trimmed);
  }

  private static boolean isDevice(String name) {
    String stem = name.replaceAll("\\..*", "").toLowerCase(Locale.ROOT);
    return DEVICES.contains(stem) || NUMBERED_DEVICE.matcher(stem).matches();
  }

  /** Keeps the extension, by which people and programs tell what it is. */
  private static String shortened(String name) {
    if (name.codePointCount(0, name.length()) <= LONGEST) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    boolean hasExtension = dot > 0 && name.length() - dot - 1 <= LONGEST_EXTENSION;
    String extension = hasExtension ? name.substring(dot) : "";
    int stem = LONGEST - extension.codePointCount(0, extension.length());
    return name.substring(0, name.offsetByCodePoints(0, stem)) + extension;
  }
}
