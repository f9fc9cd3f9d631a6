package io.nanobot.host.config;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The bytes of the configuration file as text, or a sentence why not.
 *
 * @param sha256 the digest of the bytes, as {@code sha256sum} shows it
 */
record TextFile(String text, String sha256) {
  private static final int LARGEST = 4 << 20;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  static TextFile read(Path file) throws ConfigException {
    if (Files.isDirectory(file)) {
      throw ConfigException.unreadable(
          "The config path is a directory: " + file,
          "Name the file in it: --config \"" + file.resolve("config.json") + "\"");
    }
    try {
      byte[] bytes = bytes(file);
      return new TextFile(text(file, bytes), Hashing.sha256().hashBytes(bytes).toString());
    } catch (NoSuchFileException e) {
      throw ConfigException.unreadable(
          "Config file not found: " + file, "Create it with: nanobot onboard");
    } catch (AccessDeniedException e) {
      throw ConfigException.unreadable(
          "Config file is not readable: " + file,
          "Give the user that runs nanobot the right to read it.");
    } catch (IOException e) {
      throw ConfigException.unreadable(
          "Config file could not be read: " + file,
          "The system says: " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static byte[] bytes(Path file) throws IOException, ConfigException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw ConfigException.unreadable(
            "Config file is larger than 4 MiB: " + file,
            "Is it the right file? Name another one with --config.");
      }
      return bytes;
    }
  }

  private static String text(Path file, byte[] bytes) throws ConfigException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return marked ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw ConfigException.unreadable(
          "Config file is not UTF-8 text: " + file,
          "Save it as UTF-8 in your editor (PowerShell's > writes UTF-16).");
    }
  }
}
