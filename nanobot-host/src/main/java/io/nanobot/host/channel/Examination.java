package io.nanobot.host.channel;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Probe;
import io.nanobot.api.channel.Probe.Check;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Examines one channel of the configuration without running it. */
public final class Examination {
  /** What the plugin itself says of the configuration, before anything is examined. */
  private static final String SETTINGS = "settings";

  private final BriefChannel examined;

  /** An examination that is not yet made. */
  public Examination(BriefChannel examined) {
    this.examined = examined;
  }

  /**
   * Makes it.
   *
   * @param report takes each check as soon as it was made
   * @return all checks, in their order; never empty
   * @throws IOException if no folder for the channel's data can be made
   */
  public List<Check> run(Consumer<Check> report) throws IOException, InterruptedException {
    List<Check> checks = new ArrayList<>();
    Consumer<Check> both =
        check -> {
          checks.add(check);
          report.accept(check);
        };
    try {
      examined.use(channel -> examine(channel, both));
    } catch (ChannelException e) {
      both.accept(Check.failed(SETTINGS, e.getMessage(), e.hint()));
    }
    return checks;
  }

  private static void examine(Channel channel, Consumer<Check> report) throws InterruptedException {
    report.accept(Check.passed(SETTINGS, "The plugin takes the channel's settings."));
    if (channel instanceof Probe probe) {
      try {
        probe.probe(report);
      } catch (ChannelException e) {
        report.accept(Check.failed("examination", e.getMessage(), e.hint()));
      }
    }
  }
}
