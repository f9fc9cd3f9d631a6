package io.nanobot.host.cli;

import io.nanobot.api.message.Conversation;
import io.nanobot.host.config.SimpleJson;
import io.nanobot.host.security.Decision;
import io.nanobot.host.security.Printable;
import io.nanobot.host.store.Sighting;
import java.io.PrintWriter;

/** Somebody who wrote, as the terminal shows them. IDs can be pasted into the configuration. */
final class SightingText {
  private final PrintWriter out;

  SightingText(PrintWriter out) {
    this.out = out;
  }

  void show(Sighting.Dated seen) {
    Sighting sighting = seen.sighting();
    out.printf(
        "%s  %s  %s  %s%n",
        seen.at(),
        Printable.text(sighting.person().channel()),
        json(sighting.entry()),
        Printable.text(sighting.name()));
    out.printf(
        "       %s%n",
        sighting.group().map(SightingText::place).orElse("in a direct conversation"));
    String because =
        sighting.unidentifiedBecause().map(it -> " (" + Printable.text(it) + ")").orElse("");
    out.printf("       %s%s%n", outcome(sighting.decision()), because);
  }

  private static String place(Conversation group) {
    return "in group %s %s".formatted(json(group.id()), Printable.text(group.title())).strip();
  }

  /** A newer nanobot may know more decisions. */
  private static String outcome(String name) {
    for (Decision decision : Decision.values()) {
      if (decision.name().equals(name)) {
        return (decision.admits() ? "admitted: " : "not admitted: ") + decision.rule();
      }
    }
    return Printable.text(name);
  }

  private static String json(String untrusted) {
    return Printable.escaped(SimpleJson.quote(untrusted));
  }
}
