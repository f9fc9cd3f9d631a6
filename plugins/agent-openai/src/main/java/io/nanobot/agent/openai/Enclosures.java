package io.nanobot.agent.openai;

import io.nanobot.agent.openai.Enclosure.Picture;
import io.nanobot.agent.openai.Enclosure.Text;
import io.nanobot.agent.openai.Enclosure.Unseen;
import io.nanobot.api.message.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the attachments that the host has put into local files, in bounds. */
final class Enclosures {
  static final int LARGEST_PICTURE = 5 << 20;
  static final int MOST_PICTURES = 4;
  static final int MOST_TEXT = 128 << 10; // bytes of all files together

  private static final Logger LOG = LoggerFactory.getLogger(Enclosures.class);
  private static final Pattern TEXT_NAME =
      Pattern.compile("(?i).*\\.(txt|text|md|csv|tsv|log|json|xml|ya?ml|ini|conf|html?|sql)");

  /** Chinese Windows writes its text files in it. */
  private static final Charset GB18030 = Charset.forName("GB18030");

  private final boolean pictures;

  /**
   * @param pictures whether the model takes pictures
   */
  Enclosures(boolean pictures) {
    this.pictures = pictures;
  }

  List<Enclosure> read(List<Attachment> attachments) {
    Room room = new Room();
    List<Enclosure> read = new ArrayList<>();
    for (Attachment attachment : attachments) {
      read.add(read(attachment, room));
    }
    return read;
  }

  /** What may still come with this message. */
  private static final class Room {
    private int pictures = MOST_PICTURES;
    private int text = MOST_TEXT;
  }

  private Enclosure read(Attachment attachment, Room room) {
    String name = attachment.name().isBlank() ? "a file" : attachment.name();
    Optional<Path> file = localFile(attachment.source());
    if (file.isEmpty()) {
      return new Unseen(name, "its content is not available");
    }
    try {
      long size = Files.size(file.get());
      byte[] head = head(file.get(), 16);
      Optional<String> picture = PictureType.of(head);
      if (picture.isPresent()) {
        return picture(name, file.get(), picture.get(), size, room);
      }
      return attachment.kind() == Attachment.Kind.FILE
          ? text(name, attachment, file.get(), size, room)
          : new Unseen(name, "it is not text");
    } catch (IOException e) {
      LOG.warn("An attachment can not be read: {}", e.toString());
      return new Unseen(name, "it can not be read");
    }
  }

  private Enclosure picture(String name, Path file, String type, long size, Room room)
      throws IOException {
    if (!pictures) {
      return new Unseen(name, "it is a picture, which the model can not see");
    }
    if (size > LARGEST_PICTURE) {
      return new Unseen(name, "it is a picture of more than 5 MB");
    }
    if (room.pictures == 0) {
      return new Unseen(name, "only the first %d pictures are shown".formatted(MOST_PICTURES));
    }
    byte[] bytes = head(file, LARGEST_PICTURE);
    room.pictures--;
    return new Picture(name, type, Base64.getEncoder().encodeToString(bytes));
  }

  private static Enclosure text(String name, Attachment attachment, Path file, long size, Room room)
      throws IOException {
    if (room.text == 0) {
      return new Unseen(name, "there is too much text in the files before it");
    }
    byte[] bytes = head(file, room.text);
    boolean complete = size <= bytes.length;
    boolean saysText =
        TEXT_NAME.matcher(name).matches()
            || attachment.mediaType().filter(it -> it.startsWith("text/")).isPresent();
    Optional<String> text =
        decoded(bytes, StandardCharsets.UTF_8)
            .or(() -> saysText ? decoded(bytes, GB18030) : Optional.empty());
    if (text.isEmpty()) {
      return new Unseen(name, "it is not text");
    }
    room.text -= bytes.length;
    return new Text(name, text.get(), complete);
  }

  /** The text, without a character that was cut at the end; empty if it is none. */
  private static Optional<String> decoded(byte[] bytes, Charset charset) {
    CharsetDecoder decoder = charset.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.length);
    if (decoder.decode(ByteBuffer.wrap(bytes), text, false).isError()) {
      return Optional.empty();
    }
    String decoded = text.flip().toString();
    return decoded.indexOf('\0') >= 0
        ? Optional.empty()
        : Optional.of(decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded);
  }

  private static byte[] head(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most);
    }
  }

  /** Everything else is the channel's own key, which only the channel can read. */
  private static Optional<Path> localFile(String source) {
    try {
      return source.startsWith("file:")
          ? Optional.of(Path.of(URI.create(source))).filter(Files::isRegularFile)
          : Optional.empty();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }
}
