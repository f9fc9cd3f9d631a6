package io.nanobot.host.security.check;

import io.nanobot.host.config.AccessConfig;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.DirectPolicy;
import java.util.ArrayList;
import java.util.List;

/** Channels through which people may use the bot whom nobody has chosen. */
final class OpenChannels implements Check {
  @Override
  public List<Finding> findings(Subject subject) {
    List<Finding> findings = new ArrayList<>();
    subject.config().channels().stream()
        .filter(ChannelSection::enabled)
        .forEach(channel -> look("channels." + channel.name(), channel.access(), findings));
    return findings;
  }

  private static void look(String channel, AccessConfig access, List<Finding> findings) {
    if (access.allowFrom().contains(AccessConfig.ANY)) {
      findings.add(
          new Finding(
              "everybody-allowed",
              Severity.WARNING,
              "Everybody on the platform may talk to the bot: allowFrom has \"*\".",
              channel + ".allowFrom",
              "List the IDs of those who may, or let them pair: \"dmPolicy\": \"pairing\"."));
    }
    if (access.dmPolicy() == DirectPolicy.OPEN) {
      findings.add(
          new Finding(
              "direct-open",
              Severity.WARNING,
              "Everybody on the platform may talk to the bot in private: dmPolicy is open.",
              channel + ".dmPolicy",
              "Set it to \"allowlist\" or \"pairing\"."));
    }
    findings.addAll(new OpenGroups(channel, access).findings());
  }
}
