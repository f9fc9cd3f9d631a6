package io.nanobot.host.config;

import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is wrong with a configuration, or (as a notice) one that has no effect.
 *
 * @param path the setting, for example {@code channels.dingtalk.clientId}; empty for the whole file
 * @param place where it was written
 * @param message one or more sentences: what is wrong and what is allowed; never a secret
 * @param suggestion the name that was probably meant
 */
public record ConfigProblem(String path, Place place, String message, Optional<String> suggestion) {
  private static final int LONGEST = 1_000;
  private static final int LONGEST_NAME = 64;

  static final Comparator<ConfigProblem> IN_FILE_ORDER =
      Comparator.comparing((ConfigProblem problem) -> problem.place().line() == 0)
          .thenComparing(problem -> problem.place().line())
          .thenComparing(problem -> problem.place().column())
          .thenComparing(ConfigProblem::path);

  /** Parts of a message may be the user's or a plugin's text: it must not move the cursor. */
  public ConfigProblem {
    message = oneLine(message, LONGEST);
    suggestion = suggestion.map(name -> oneLine(name, LONGEST_NAME));
  }

  private static String oneLine(String text, int longest) {
    String line = text.replaceAll("\\s+", " ").replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    return line.length() > longest ? line.substring(0, longest) + "..." : line;
  }

  static ConfigProblem of(KeyPath path, Place place, String message) {
    return new ConfigProblem(path.toString(), place, message, Optional.empty());
  }

  /**
   * What is wrong, with the suggestion, on one line.
   *
   * @return the sentences
   */
  public String sentence() {
    return suggestion.map(name -> message + " Did you mean \"" + name + "\"?").orElse(message);
  }

  /**
   * Where and what, on one line.
   *
   * @return path and sentence; the sentence alone if it is about the whole file
   */
  public String line() {
    return path.isEmpty() ? sentence() : path + ": " + sentence();
  }

  /** Two indented lines for a report: where, and what. */
  @Override
  public String toString() {
    String where = place.toString();
    return "  %s%s%n    %s"
        .formatted(
            path.isEmpty() ? "<root>" : path,
            where.isEmpty() ? "" : "  (" + where + ")",
            sentence());
  }
}
