package io.nanobot.host.cli;

import io.nanobot.host.security.Printable;
import io.nanobot.host.store.StoreCopied;
import io.nanobot.host.store.StoreReport;
import io.nanobot.host.store.jdbc.StoreTools;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Everything about the message store. */
@Command(
    name = "store",
    description = "Tells how the message store is, checks it, and copies it.",
    synopsisSubcommandLabel = "COMMAND")
final class StoreCommand extends CommandGroup {
  /** More of them tell nothing new. */
  private static final int SHOWN = 100;

  @Command(name = "status", description = "Shows what the store holds, and who works with it.")
  int status(@Mixin InstallationOptions options) throws Exception {
    StoreTools store = OpenStore.of(options);
    if (store.exists()) {
      show(store.report());
    } else {
      out().println(OpenStore.NOTHING);
      line("place", store.name());
    }
    return 0;
  }

  @Command(name = "verify", description = "Looks for damage; exit code 1 if there is some.")
  int verify(@Mixin InstallationOptions options) throws Exception {
    StoreTools store = OpenStore.of(options);
    long[] count = {0};
    store.verify(
        finding -> {
          if (count[0]++ < SHOWN) {
            out().println(Printable.lines(finding).get(0));
          }
        });
    if (count[0] > SHOWN) {
      out().printf("(%d more)%n", count[0] - SHOWN);
    }
    if (count[0] == 0) {
      out().printf("✓ %s is sound%n", store.name());
      return 0;
    }
    out()
        .printf(
            "%d findings in %s. Make a copy of it before anything else.%n", count[0], store.name());
    return 1;
  }

  @Command(
      name = "backup",
      description = "Copies the store into a new file; a gateway may go on working meanwhile.")
  int backup(
      @Mixin InstallationOptions options,
      @Parameters(paramLabel = "FILE", description = "The file to make.") Path file)
      throws Exception {
    StoreTools store = OpenStore.of(options);
    StoreCopied copied = store.backup(file);
    out()
        .printf(
            "✓ Copied %d messages and %d dead letters of %s to %s%n",
            copied.messages(), copied.deadLetters(), store.name(), file);
    return 0;
  }

  @Command(
      name = "restore",
      description =
          "Fills an empty store from a file that \"backup\" has made, of whatever engine; no gateway may have it.")
  int restore(
      @Mixin InstallationOptions options,
      @Parameters(paramLabel = "FILE", description = "The file to copy from.") Path file)
      throws Exception {
    StoreTools store = OpenStore.of(options);
    StoreCopied copied = store.restore(file);
    out()
        .printf(
            "✓ Copied %d messages and %d dead letters to %s%n",
            copied.messages(), copied.deadLetters(), store.name());
    return 0;
  }

  private void show(StoreReport report) {
    out().println(report.name());
    line("tables", "version " + report.version());
    report.bytes().ifPresent(bytes -> line("size", size(bytes)));
    line("dead letters", Long.toString(report.deadLetters()));
    if (report.queues().isEmpty()) {
      out().println("\nNothing waits.");
    }
    report.queues().forEach(this::show);
    for (StoreReport.Holder holder : report.holders()) {
      out().printf("%nConnection %d of %s%n", holder.place(), Printable.text(holder.channel()));
      line("held by", Printable.text(holder.owner()));
      line("until", holder.until().toString());
    }
  }

  private void show(StoreReport.Waiting waiting) {
    String channel = waiting.queue().channel().map(Printable::text).orElse("");
    out().printf("%n%s%n", channel.isEmpty() ? "Waiting for an agent" : "Waiting for " + channel);
    line("messages", Long.toString(waiting.messages()));
    line("lanes", "%d, of which %d leased".formatted(waiting.lanes(), waiting.leased()));
    waiting.oldest().ifPresent(age -> line("oldest", age(age)));
  }

  private static String age(Duration age) {
    return age.truncatedTo(ChronoUnit.SECONDS)
        .toString()
        .substring("PT".length())
        .toLowerCase(Locale.ROOT);
  }

  private static String size(long bytes) {
    return bytes < 1_048_576
        ? "%d KB".formatted((bytes + 1023) / 1024)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1_048_576.0);
  }

  private void line(String label, String text) {
    out().printf("  %-13s %s%n", label + ":", text);
  }
}
