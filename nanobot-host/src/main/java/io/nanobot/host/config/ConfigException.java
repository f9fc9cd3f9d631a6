package io.nanobot.host.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration can not be used. Holds text only: no cause, no class of a plugin. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<ConfigProblem> problems;

  private ConfigException(List<ConfigProblem> problems, String report) {
    super(report, null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** The file was not read at all. */
  static ConfigException unreadable(String sentence, String hint) {
    return new ConfigException(
        List.of(ConfigProblem.of(KeyPath.ROOT, Place.UNKNOWN, sentence)),
        "Error: %s%n%s%n".formatted(sentence, hint));
  }

  /** The file is not JSON; only one such problem can be found at a time. */
  static ConfigException syntax(Path file, Place place, String reason) {
    String sentence = "JSON syntax error at %s: %s".formatted(place, reason);
    return new ConfigException(
        List.of(ConfigProblem.of(KeyPath.ROOT, place, sentence)),
        frame(file, sentence + System.lineSeparator()));
  }

  static ConfigException notAnObject(Path file, ConfigProblem problem) {
    return new ConfigException(
        List.of(problem),
        frame(
            file,
            "The top level of config.json must be a JSON object.%n%n%s%n".formatted(problem)));
  }

  static ConfigException invalid(Path file, List<ConfigProblem> problems) {
    String list =
        problems.stream()
            .map(problem -> problem + System.lineSeparator())
            .collect(Collectors.joining(System.lineSeparator()));
    return new ConfigException(
        problems,
        frame(file, "Found %d invalid setting(s).%n%n%s".formatted(problems.size(), list)));
  }

  private static String frame(Path file, String body) {
    return "Invalid configuration: %s%n%n%s%nCheck again after editing: nanobot config check --config \"%s\"%n"
        .formatted(file, body, file);
  }

  /**
   * Everything that is wrong, in the order of the file.
   *
   * @return at least one problem
   */
  List<ConfigProblem> problems() {
    return problems;
  }

  /**
   * All of it for a terminal.
   *
   * @return lines of text, ending in a line break
   */
  public String report() {
    return getMessage();
  }
}
