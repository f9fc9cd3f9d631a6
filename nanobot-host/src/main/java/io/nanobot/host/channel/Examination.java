package io.nanobot.host.channel;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Probe;
import io.nanobot.api.channel.Probe.Check;
import io.nanobot.host.plugin.ChannelPlugin;
import io.nanobot.host.workspace.ScratchFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;

/**
 * Examines one channel of the configuration without running it. A gateway may run it meanwhile:
 * this one hears nothing, and what it keeps is thrown away.
 */
public final class Examination {
  /** What the plugin itself says of the configuration, before anything is examined. */
  private static final String SETTINGS = "settings";

  private final ChannelPlugin plugin;
  private final String name;
  private final Record settings;

  /**
   * An examination that is not yet made.
   *
   * @param name the channel's key under {@code channels}
   * @param settings what the plugin's record was filled with
   */
  public Examination(ChannelPlugin plugin, String name, Record settings) {
    this.plugin = plugin;
    this.name = name;
    this.settings = settings;
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
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2, plugin.threads(name));
    try (ScratchFolder folder = ScratchFolder.create()) {
      examine(new ExaminedContext(name, folder.path(), executor), both);
    } finally {
      executor.shutdownNow();
    }
    return checks;
  }

  private void examine(ExaminedContext context, Consumer<Check> report)
      throws InterruptedException {
    try (Channel channel = plugin.create(settings, context)) {
      report.accept(Check.passed(SETTINGS, "The plugin takes the channel's settings."));
      if (channel instanceof Probe probe) {
        examine(probe, report);
      }
    } catch (ChannelException e) {
      report.accept(Check.failed(SETTINGS, e.getMessage(), e.hint()));
    }
  }

  private static void examine(Probe probe, Consumer<Check> report) throws InterruptedException {
    try {
      probe.probe(report);
    } catch (ChannelException e) {
      report.accept(Check.failed("examination", e.getMessage(), e.hint()));
    }
  }
}
