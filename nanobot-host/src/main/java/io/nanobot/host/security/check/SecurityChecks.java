package io.nanobot.host.security.check;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** All that is looked for. */
public final class SecurityChecks {
  private static final List<Check> ALL =
      List.of(
          new ValidConfig(),
          new FileModes(),
          new RunsAsRoot(),
          new OpenChannels(),
          new Admins(),
          new HealthEndpoint(),
          new ClearSecrets(),
          new PlainHttp(),
          new StoreConnection(),
          new LockedPlugins());

  private SecurityChecks() {}

  /** What is found, the worst first. */
  public static List<Finding> findings(Subject subject) {
    return ALL.stream()
        .flatMap(check -> check.findings(subject).stream())
        .sorted(Comparator.comparing(Finding::severity))
        .toList();
  }

  /** Whether others can change what would be loaded from these folders. */
  public static boolean othersCanWrite(List<Path> pluginFolders) {
    return FileModes.plugins(pluginFolders)
        .anyMatch(finding -> finding.severity() == Severity.CRITICAL);
  }
}
