package io.nanobot.host.gateway;

import io.nanobot.host.channel.ChannelSupervisor;
import io.nanobot.host.channel.ConfiguredSchemes;
import io.nanobot.host.config.Config;
import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.config.ConfigProblem;
import io.nanobot.host.config.FixedSettings;
import io.nanobot.host.security.Principals;
import io.nanobot.host.security.audit.Audit;
import io.nanobot.host.security.audit.AuditEvent.Change;
import io.nanobot.host.security.audit.AuditEvent.ConfigLoaded;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a running gateway follow its configuration as far as that is possible. */
final class Reconfiguration {
  private static final Logger log = LoggerFactory.getLogger(Reconfiguration.class);

  private final Config started;
  private final Principals principals;
  private final ConfiguredSchemes schemes;
  private final ChannelSupervisor channels;
  private final Audit audit;
  private Config last; // all guarded by this
  private String lastSha256;

  @Inject
  Reconfiguration(
      ConfigFile file,
      Config config,
      Principals principals,
      ConfiguredSchemes schemes,
      ChannelSupervisor channels,
      Audit audit) {
    this.started = config;
    this.last = config;
    this.lastSha256 = file.sha256();
    this.principals = principals;
    this.schemes = schemes;
    this.channels = channels;
    this.audit = audit;
  }

  synchronized void apply(ConfigFile file, Config next) throws InterruptedException {
    Change change = file.sha256().equals(lastSha256) ? Change.SAME : Change.CHANGED;
    audit.record(new ConfigLoaded(file.path().toString(), file.sha256(), change));
    Config before = last;
    last = next;
    lastSha256 = file.sha256();
    tellNotices(before, next);
    boolean fixed = tellOfFixed(before, next);
    boolean people = !next.security().users().equals(before.security().users());
    schemes.use(next.channels());
    principals.use(next.security());
    if (people) {
      log.info("Who people are, and their roles, follow the changed security.users from now on");
    }
    if (!channels.change(next.channels()) && !fixed && !people) {
      log.info("The configuration was read again; nothing is different for this gateway");
    }
  }

  private static void tellNotices(Config before, Config next) {
    Set<String> known =
        before.notices().stream().map(ConfigProblem::line).collect(Collectors.toSet());
    next.notices().stream()
        .map(ConfigProblem::line)
        .filter(line -> !known.contains(line))
        .forEach(line -> log.warn("{}", line));
  }

  private boolean tellOfFixed(Config before, Config next) {
    if (FixedSettings.difference(before, next).isEmpty()) {
      return false;
    }
    List<String> waiting = FixedSettings.difference(started, next);
    if (!waiting.isEmpty()) {
      log.warn(
          "Changed settings that count after a restart of the gateway, or /restart in a chat: {}",
          String.join(", ", waiting));
    }
    return true;
  }
}
