package io.nanobot.host.security.check;

import io.nanobot.host.config.UserConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who may use the commands of admins. That their IDs are on channels that there are, is a rule of
 * the configuration.
 */
final class Admins implements Check {
  private static final String ADMIN = "admin";

  @Override
  public List<Finding> findings(Subject subject) {
    List<Finding> findings = new ArrayList<>();
    subject.config().security().ifPresent(security -> look(security.users(), findings));
    return findings;
  }

  private static void look(Map<String, UserConfig> users, List<Finding> findings) {
    Map<String, UserConfig> admins = new TreeMap<>(users);
    admins.values().removeIf(user -> !user.roles().contains(ADMIN));
    if (admins.isEmpty()) {
      findings.add(
          new Finding(
              "no-admin",
              Severity.INFO,
              "Nobody has the role admin, so nobody can approve people by chat. That is no weakness.",
              "security.users",
              "If somebody shall: {\"security\": {\"users\": {\"NAME\": {\"identities\": [\"CHANNEL:ID\"], \"roles\": [\"admin\"]}}}}"));
    }
    admins.forEach((name, admin) -> look("security.users." + name, admin, findings));
  }

  private static void look(String where, UserConfig admin, List<Finding> findings) {
    if (admin.identities().isEmpty()) {
      findings.add(
          new Finding(
              "admin-without-identity",
              Severity.WARNING,
              "This admin has no ID on any channel, so nobody is this person.",
              where + ".identities",
              "Add the ID as CHANNEL:ID, or remove the person."));
    }
  }
}
