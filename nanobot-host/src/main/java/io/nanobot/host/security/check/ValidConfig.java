package io.nanobot.host.security.check;

import io.nanobot.host.config.ConfigProblem;
import java.util.List;

/** A configuration with mistakes can be looked at in part only. */
final class ValidConfig implements Check {
  @Override
  public List<Finding> findings(Subject subject) {
    List<ConfigProblem> problems = subject.config().problems();
    if (problems.isEmpty()) {
      return List.of();
    }
    ConfigProblem first = problems.get(0);
    String path = first.path().isEmpty() ? "" : first.path() + ": ";
    String more = problems.size() == 1 ? "" : " And %d more.".formatted(problems.size() - 1);
    return List.of(
        new Finding(
            "config-invalid",
            Severity.WARNING,
            "The configuration is not valid, so only parts of it could be looked at. %s%s%s"
                .formatted(path, first.sentence(), more),
            subject.configFile().toString(),
            "See all problems with nanobot config check, correct them, and look again."));
  }
}
