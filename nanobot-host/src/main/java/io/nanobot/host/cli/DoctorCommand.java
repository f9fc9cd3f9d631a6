package io.nanobot.host.cli;

import io.nanobot.api.channel.Probe.Check;
import io.nanobot.api.channel.Probe.Outcome;
import io.nanobot.host.channel.Examination;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.SimpleJson;
import io.nanobot.host.security.Printable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds out why a channel does not work. */
@Command(
    name = "doctor",
    description =
        "Examines a channel from the network to its permissions, and tells what to do; exit code 1 if a check failed. Shows people nothing; a gateway may run meanwhile.")
final class DoctorCommand implements Callable<Integer> {
  @Mixin private InstallationOptions options;

  @Parameters(paramLabel = "CHANNEL", description = "The channel's name in the configuration.")
  private String name;

  @Option(names = "--json", description = "Prints JSON for programs.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Logs.forReport();
    try (Installed installed = Installed.configured(options.installation())) {
      ChannelSection section = ConfiguredChannel.named(name, installed.config());
      Consumer<Check> asTheyCome = json ? check -> {} : this::show;
      List<Check> checks =
          new Examination(ConfiguredChannel.brief(section, installed)).run(asTheyCome);
      if (json) {
        out().println(json(checks));
      } else {
        summarise(checks);
      }
      return failed(checks) == 0 ? 0 : 1;
    }
  }

  private void show(Check check) {
    String mark =
        switch (check.outcome()) {
          case PASSED -> "✓";
          case FAILED -> "✗";
          case SKIPPED -> "-";
        };
    out()
        .printf(
            "%s %-16s %s%n", mark, Printable.line(check.name()), Printable.line(check.finding()));
    if (!check.fix().isEmpty()) {
      out().printf("  %-16s to fix: %s%n", "", Printable.line(check.fix()));
    }
    out().flush();
  }

  private void summarise(List<Check> checks) {
    long failed = failed(checks);
    out().println();
    if (failed == 0) {
      out().printf("✓ Nothing wrong was found with %s%n", name);
    } else {
      out().printf("%d of %d checks failed.%n", failed, checks.size());
    }
  }

  private static long failed(List<Check> checks) {
    return checks.stream().filter(check -> check.outcome() == Outcome.FAILED).count();
  }

  private String json(List<Check> checks) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("channel", name);
    report.put("failed", failed(checks));
    report.put("checks", checks.stream().map(DoctorCommand::fields).toList());
    return SimpleJson.pretty(report);
  }

  private static Map<String, Object> fields(Check check) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", check.name());
    fields.put("outcome", check.outcome().name().toLowerCase(Locale.ROOT));
    fields.put("finding", check.finding());
    fields.put("fix", check.fix());
    return fields;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
