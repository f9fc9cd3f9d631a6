package io.nanobot.host.security.check;

import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.UserConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who may use the commands of admins. */
final class Admins implements Check {
  private static final String ADMIN = "admin";

  @Override
  public List<Finding> findings(Subject subject) {
    List<Finding> findings = new ArrayList<>();
    subject.config().security().ifPresent(security -> look(security.users(), subject, findings));
    return findings;
  }

  private static void look(Map<String, UserConfig> users, Subject subject, List<Finding> findings) {
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
    admins.forEach((name, admin) -> look("security.users." + name, admin, subject, findings));
  }

  private static void look(
      String where, UserConfig admin, Subject subject, List<Finding> findings) {
    if (admin.identities().isEmpty()) {
      findings.add(
          new Finding(
              "admin-without-identity",
              Severity.WARNING,
              "This admin has no ID on any channel, so nobody is this person.",
              where + ".identities",
              "Add the ID as CHANNEL:ID, or remove the person."));
    }
    if (!subject.config().valid()) {
      return; // a channel that is missing may only have a mistake
    }
    for (String identity : admin.identities()) {
      String channel = identity.substring(0, Math.max(0, identity.indexOf(':')));
      if (subject.config().channels().stream().noneMatch(c -> c.name().equals(channel))) {
        findings.add(
            new Finding(
                "admin-elsewhere",
                Severity.WARNING,
                "\"%s\" is an admin on a channel that is not configured. Whoever adds a channel of that name decides who that is."
                    .formatted(identity),
                where + ".identities",
                "Remove it, or name one of the channels: %s.".formatted(names(subject))));
      }
    }
  }

  private static String names(Subject subject) {
    return subject.config().channels().stream()
        .map(ChannelSection::name)
        .collect(Collectors.joining(", ", "", subject.config().channels().isEmpty() ? "none" : ""));
  }
}
