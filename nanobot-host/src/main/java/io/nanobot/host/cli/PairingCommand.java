package io.nanobot.host.cli;

import io.nanobot.host.config.ConfigException;
import io.nanobot.host.security.Pairing;
import io.nanobot.host.security.Pairing.Settled;
import io.nanobot.host.security.PairingText;
import io.nanobot.host.security.audit.AuditLog;
import io.nanobot.host.store.PairingApproval;
import io.nanobot.host.store.PairingRequest;
import io.nanobot.host.store.jdbc.StoreTools;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Everything about people who are admitted by a code. */
@Command(
    name = "pairing",
    description =
        "Admits people who were given a code (dmPolicy \"pairing\"); a gateway may run meanwhile.",
    synopsisSubcommandLabel = "COMMAND")
final class PairingCommand extends CommandGroup {
  @Command(name = "list", description = "Shows those who wait, and those who are approved.")
  int list(@Mixin InstallationOptions options) throws Exception {
    StoreTools store = OpenStore.of(options);
    if (!store.exists()) {
      out().println(OpenStore.NOTHING);
      return 0;
    }
    out().println(PairingText.pending(OpenStore.now(store.pairings().pending())));
    List<PairingApproval> approved = OpenStore.now(store.pairings().approved());
    if (!approved.isEmpty()) {
      out().println();
      out().println(PairingText.approved(approved));
    }
    return 0;
  }

  @Command(
      name = "approve",
      description = "Admits whoever has the code, on that channel only, from now on.")
  int approve(
      @Mixin InstallationOptions options,
      @Parameters(paramLabel = "CODE", description = "The code, as \"list\" shows it.") String code)
      throws Exception {
    Settled settled = change(options, pairing -> pairing.approve(Operator.name(), code));
    return tell(settled, PairingText::approved, PairingText.notApproved(code));
  }

  @Command(
      name = "deny",
      description = "Turns whoever has the code away; they get no other one within its hour.")
  int deny(
      @Mixin InstallationOptions options,
      @Parameters(paramLabel = "CODE", description = "The code, as \"list\" shows it.") String code)
      throws Exception {
    Settled settled = change(options, pairing -> pairing.deny(Operator.name(), code));
    return tell(settled, PairingText::denied, PairingText.notDenied(code));
  }

  private int tell(Settled settled, Function<PairingRequest, String> done, String unknown)
      throws CommandFailure {
    if (settled instanceof Settled.Done found) {
      out().println(done.apply(found.request()));
      return 0;
    }
    throw new CommandFailure(unknown);
  }

  @Command(name = "revoke", description = "Admits somebody no longer who was approved.")
  int revoke(
      @Mixin InstallationOptions options,
      @Parameters(
              paramLabel = "[CHANNEL] ID",
              arity = "1..2",
              hideParamSyntax = true,
              description = "The ID, as \"list\" shows it; of all channels if none is named.")
          List<String> names)
      throws Exception {
    Optional<String> channel = names.size() == 2 ? Optional.of(names.get(0)) : Optional.empty();
    String id = names.get(names.size() - 1);
    List<PairingApproval> ended =
        change(options, pairing -> pairing.revoke(Operator.name(), channel, id));
    if (ended.isEmpty()) {
      throw new CommandFailure(PairingText.notRevoked(id, channel.orElse("any channel")));
    }
    ended.forEach(approval -> out().println(PairingText.revoked(approval)));
    return 0;
  }

  /** Is in the audit log as well when this returns. */
  private static <T> T change(
      InstallationOptions options, Function<Pairing, CompletionStage<T>> change)
      throws ConfigException {
    StoreTools store = OpenStore.of(options);
    Clock clock = Clock.systemUTC();
    try (AuditLog audit = new AuditLog(options.installation().workspace(), clock)) {
      return OpenStore.now(
          change.apply(new Pairing(store.pairings(), new SecureRandom(), audit, clock)));
    }
  }
}
