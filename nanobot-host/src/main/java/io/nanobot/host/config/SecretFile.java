package io.nanobot.host.config;

import io.nanobot.host.workspace.Exposure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A file that {@code ${file:...}} names; its content is a value of the configuration. */
final class SecretFile {
  private static final int LARGEST = 1 << 20;

  private final String name;
  private final Path directory;

  /**
   * Reads nothing yet.
   *
   * @param directory what a relative name is relative to
   */
  SecretFile(String name, Path directory) {
    this.name = name;
    this.directory = directory;
  }

  /**
   * The text of the file, without its last line break.
   *
   * @throws Unusable with a sentence that says why there is none
   */
  String content() throws Unusable {
    Path path = path();
    requireRegularFile(path);
    try {
      String text = text(path);
      if (text.isEmpty()) {
        throw new Unusable("File '%s' is empty.".formatted(name));
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new Unusable("File '%s' is not UTF-8 text.".formatted(name));
    } catch (AccessDeniedException e) {
      throw new Unusable(
          "File '%s' is not readable: give the user that runs nanobot the right to read it."
              .formatted(name));
    } catch (IOException e) {
      throw new Unusable(
          "File '%s' can not be read (%s).".formatted(name, e.getClass().getSimpleName()));
    }
  }

  /** What to tell if everybody on this machine can read the file. */
  Optional<String> exposure() throws Unusable {
    return Exposure.toOthers(path())
        .map(
            exposure ->
                "File '%s' can be read by other users of this machine. Run: %s"
                    .formatted(name, exposure.command()));
  }

  private Path path() throws Unusable {
    try {
      return directory.resolve(name);
    } catch (InvalidPathException e) {
      throw new Unusable("'%s' is no name of a file.".formatted(name));
    }
  }

  /** A pipe might let us wait forever, and a device has no end. */
  private void requireRegularFile(Path path) throws Unusable {
    if (Files.isDirectory(path)) {
      throw new Unusable("'%s' is a directory: name the file in it.".formatted(name));
    }
    if (Files.isRegularFile(path)) {
      return;
    }
    throw new Unusable(
        Files.exists(path)
            ? "'%s' is no regular file.".formatted(name)
            : "File '%s' does not exist, or lies in a folder that can not be entered."
                .formatted(name));
  }

  private String text(Path path) throws IOException, Unusable {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new Unusable("File '%s' is larger than 1 MiB.".formatted(name));
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.replaceFirst("\\r?\\n\\z", "");
    }
  }

  /** There is no content to be had. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String sentence) {
      super(sentence, null, false, false);
    }
  }
}
