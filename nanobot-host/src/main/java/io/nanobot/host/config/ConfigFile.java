package io.nanobot.host.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/** The text of a configuration file: its syntax is checked, its content is not yet. Immutable. */
public final class ConfigFile {
  private final Path path;
  private final Draft draft;

  private ConfigFile(Path path, Draft draft) {
    this.path = path;
    this.draft = draft;
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
    return parse(file, TextFile.read(file));
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
    try {
      JsonText.Parsed parsed = JsonText.parse(text);
      if (parsed.root() instanceof ObjectNode root) {
        return new ConfigFile(file, new Draft(root, parsed.origins(), parsed.duplicates()));
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

  /** A tree of the caller's own. */
  Draft draft() {
    return draft.copy();
  }
}
