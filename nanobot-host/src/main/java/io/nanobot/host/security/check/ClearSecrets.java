package io.nanobot.host.security.check;

import io.nanobot.host.config.Setting;
import java.util.List;

/** Secrets in a file that is copied, shown and kept in version control. */
final class ClearSecrets implements Check {
  @Override
  public List<Finding> findings(Subject subject) {
    return subject.config().settings().stream()
        .filter(setting -> setting.secret() && setting.written())
        .map(setting -> finding(subject, setting))
        .toList();
  }

  private static Finding finding(Subject subject, Setting setting) {
    String place = setting.place().toString();
    return new Finding(
        "secret-in-clear",
        Severity.INFO,
        "The configuration file holds this secret itself, and so does every copy of the file.",
        "%s (%s%s)"
            .formatted(setting.path(), subject.configFile(), place.isEmpty() ? "" : ", " + place),
        "Write \"${file:NAME}\", with a file of mode 0600, or \"${VARIABLE}\" instead.");
  }
}
