package io.nanobot.host.channel;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.host.plugin.ChannelPlugin;
import io.nanobot.host.workspace.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * A channel of the configuration that is made for one thing, while a gateway may run its own: this
 * one hears nothing.
 */
public final class BriefChannel {
  private final ChannelPlugin plugin;
  private final String name;
  private final Record settings;

  /**
   * One that is not yet made.
   *
   * @param name the channel's key under {@code channels}
   * @param settings what the plugin's record was filled with
   */
  public BriefChannel(ChannelPlugin plugin, String name, Record settings) {
    this.plugin = plugin;
    this.name = name;
    this.settings = settings;
  }

  /**
   * Makes it, uses it and closes it; what it keeps is thrown away.
   *
   * @throws ChannelException if the plugin does not take the settings, or what the use throws
   * @throws IOException if no folder for the channel's data can be made
   */
  public void use(Use use) throws ChannelException, IOException, InterruptedException {
    try (ScratchFolder folder = ScratchFolder.create()) {
      use(folder.path(), use);
    }
  }

  /**
   * Makes it, uses it and closes it.
   *
   * @param folder the channel's own, or one that is thrown away
   * @throws ChannelException if the plugin does not take the settings, or what the use throws
   */
  public void use(Path folder, Use use) throws ChannelException, InterruptedException {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2, plugin.threads(name));
    try (Channel channel = plugin.create(settings, new BriefContext(name, folder, executor))) {
      use.of(channel);
    } finally {
      executor.shutdownNow();
    }
  }

  /** What it is made for. */
  @FunctionalInterface
  public interface Use {
    void of(Channel channel) throws ChannelException, InterruptedException;
  }
}
