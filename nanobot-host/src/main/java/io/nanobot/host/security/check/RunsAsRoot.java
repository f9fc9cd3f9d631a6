package io.nanobot.host.security.check;

import java.util.List;

/** Whoever takes over the gateway has its user's rights. */
final class RunsAsRoot implements Check {
  @Override
  public List<Finding> findings(Subject subject) {
    return subject.user().equals("root")
        ? List.of(
            new Finding(
                "runs-as-root",
                Severity.WARNING,
                "nanobot runs as root here. It needs no rights of root, and whatever goes wrong in it or in a plugin would have them.",
                "user root",
                "Make a user for the gateway, give it the workspace and the configuration, and run the gateway and this command as that user."))
        : List.of();
  }
}
