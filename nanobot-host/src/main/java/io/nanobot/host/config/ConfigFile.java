package io.nanobot.host.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The text of a configuration file: its syntax is checked, its content is not yet. Immutable. */
public final class ConfigFile {
  private final Path path;
  private final Draft draft;
  private final String sha256;

  private ConfigFile(Path path, Draft draft, String sha256) {
    this.path = path;
    this.draft = draft;
    this.sha256 = sha256;
  }

  /**
   * Reads a file.
   *
   * @param file the path
   * @return the file
   * @throws ConfigException if it can not be read, is not JSON, or not an object
   */
  public static ConfigFile read(Path file) throws ConfigException {
    requireNonNull(file, "file");
    TextFile read = TextFile.read(file);
    return parse(file, read.text(), read.sha256());
  }

  /**
   * Reads a file for a command that does without one.
   *
   * @param file the path
   * @return the file; without any setting if there is none
   * @throws ConfigException if it is there and can not be read, is not JSON, or not an object
   */
  public static ConfigFile readIfPresent(Path file) throws ConfigException {
    return Files.notExists(file) ? parse(file, "{}") : read(file);
  }

  static ConfigFile parse(Path file, String text) throws ConfigException {
    return parse(file, text, "");
  }

  private static ConfigFile parse(Path file, String text, String sha256) throws ConfigException {
    try {
      JsonText.Parsed parsed = JsonText.parse(text);
      if (parsed.root() instanceof ObjectNode root) {
        return new ConfigFile(file, new Draft(root, parsed.origins(), parsed.duplicates()), sha256);
      }
      throw ConfigException.notAnObject(
          file,
          ConfigProblem.of(
              KeyPath.ROOT,
              parsed.origins().get(KeyPath.ROOT).place(),
              ProblemTexts.wrongType("object", parsed.root())));
    } catch (JsonSyntaxException e) {
      throw ConfigException.syntax(file, e.place(), e.getMessage());
    }
  }

  /**
   * Where it was read.
   *
   * @return the path as it was given
   */
  public Path path() {
    return path;
  }

  /**
   * The digest of the bytes that were read, as {@code sha256sum} shows it.
   *
   * @return 64 hexadecimal digits; empty if there is no file
   */
  public String sha256() {
    return sha256;
  }

  /**
   * The files that it refers to with {@code ${file:…}}.
   *
   * @return their paths
   */
  List<Path> references() {
    return Settings.files(draft.root(), path.toAbsolutePath().getParent());
  }

  /** A tree of the caller's own. */
  Draft draft() {
    return draft.copy();
  }
}
