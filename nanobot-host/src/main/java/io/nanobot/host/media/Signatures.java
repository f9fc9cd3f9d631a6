package io.nanobot.host.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what a file is by its first bytes. What a platform, a server or a name claims is not asked:
 * whoever sent the file could have chosen that.
 */
final class Signatures {
  /** Enough for the names of the first entries of an office document. */
  private static final int HEAD = 4096;

  private static final String ZIP = "application/zip";

  private record Mark(int offset, String bytes) {}

  /** Marks that all have to be there, and the type that they tell. */
  private record Signature(String mediaType, List<Mark> marks) {
    boolean fits(String head) {
      return marks.stream().allMatch(mark -> head.startsWith(mark.bytes(), mark.offset()));
    }
  }

  /** The first that fits counts. */
  private static final List<Signature> SIGNATURES =
      List.of(
          begins("image/png", "\u0089PNG\r\n\u001a\n"),
          begins("image/jpeg", "\u00ff\u00d8\u00ff"),
          begins("image/gif", "GIF87a"),
          begins("image/gif", "GIF89a"),
          riff("image/webp", "WEBP"),
          signature("image/bmp", new Mark(0, "BM"), new Mark(6, "\0\0\0\0")),
          begins("image/tiff", "II*\0"),
          begins("image/tiff", "MM\0*"),
          brand("image/heic", "hei"),
          brand("image/heif", "mif1"),
          brand("image/avif", "avif"),
          begins("audio/amr", "#!AMR"),
          begins("audio/ogg", "OggS\0"),
          begins("audio/mpeg", "ID3\u0002"),
          begins("audio/mpeg", "ID3\u0003"),
          begins("audio/mpeg", "ID3\u0004"),
          begins("audio/mpeg", "\u00ff\u00fb"),
          begins("audio/mpeg", "\u00ff\u00f3"),
          begins("audio/aac", "\u00ff\u00f1"),
          begins("audio/aac", "\u00ff\u00f9"),
          begins("audio/flac", "fLaC"),
          riff("audio/wav", "WAVE"),
          brand("audio/mp4", "M4A"),
          riff("video/x-msvideo", "AVI "),
          brand("video/quicktime", "qt"),
          brand("video/3gpp", "3g"),
          brand("video/mp4", ""),
          begins("video/webm", "\u001aE\u00df\u00a3"),
          begins("application/pdf", "%PDF-"),
          begins("application/rtf", "{\\rtf"),
          begins("application/x-ole-storage", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"),
          begins(ZIP, "PK\u0003\u0004"),
          begins(ZIP, "PK\u0005\u0006"),
          begins("application/vnd.rar", "Rar!\u001a\u0007"),
          begins("application/x-7z-compressed", "7z\u00bc\u00af'\u001c"),
          begins("application/gzip", "\u001f\u008b"),
          signature("application/x-tar", new Mark(257, "ustar")));

  /** What a ZIP file with such entries is. */
  private static final Map<String, String> OFFICE =
      Map.of(
          "word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation");

  private Signatures() {}

  private static Signature begins(String mediaType, String bytes) {
    return signature(mediaType, new Mark(0, bytes));
  }

  private static Signature riff(String mediaType, String form) {
    return signature(mediaType, new Mark(0, "RIFF"), new Mark(8, form));
  }

  /** ISO base media: many formats in one container. */
  private static Signature brand(String mediaType, String name) {
    return signature(mediaType, new Mark(4, "ftyp" + name));
  }

  private static Signature signature(String mediaType, Mark... marks) {
    return new Signature(mediaType, List.of(marks));
  }

  /**
   * The media type of a file.
   *
   * @return {@code text/plain} for all UTF-8 text, whatever language it is in; empty if unknown
   */
  static Optional<String> mediaType(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(HEAD);
    }
    String head = new String(bytes, ISO_8859_1);
    return SIGNATURES.stream()
        .filter(signature -> signature.fits(head))
        .findFirst()
        .map(Signature::mediaType)
        .map(type -> type.equals(ZIP) ? office(head) : type)
        .or(() -> Optional.of("text/plain").filter(type -> isText(bytes)));
  }

  private static String office(String head) {
    return head.contains("[Content_Types].xml")
        ? OFFICE.keySet().stream().filter(head::contains).findFirst().map(OFFICE::get).orElse(ZIP)
        : ZIP;
  }

  /** Without the end of the head, which may be in the middle of a character. */
  private static boolean isText(byte[] head) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(head.length);
    boolean more = head.length == HEAD;
    boolean wellFormed = !decoder.decode(ByteBuffer.wrap(head), text, !more).isError();
    return head.length > 0 && wellFormed && text.flip().chars().noneMatch(Signatures::isBinary);
  }

  private static boolean isBinary(int character) {
    return Character.isISOControl(character) && !Character.isWhitespace(character);
  }
}
