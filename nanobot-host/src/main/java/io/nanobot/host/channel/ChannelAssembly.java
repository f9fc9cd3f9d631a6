package io.nanobot.host.channel;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.fetch.LentDownloads;
import io.nanobot.host.fetch.OutgoingRequests;
import io.nanobot.host.pipeline.Entrance;
import io.nanobot.host.pipeline.Reception;
import io.nanobot.host.plugin.ChannelPlugin;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The parts that one configured channel is made of. */
record ChannelAssembly(
    ChannelSection section,
    ChannelPlugin plugin,
    Reception reception,
    OutgoingRequests outgoing,
    Workspace workspace) {

  String name() {
    return section.name();
  }

  String type() {
    return plugin.type();
  }

  /** What people call it; its name is told as well where that does not follow from the type. */
  String title() {
    return name().equals(plugin.type())
        ? plugin.displayName()
        : plugin.displayName() + " (" + name() + ")";
  }

  int connections() {
    return section.connections();
  }

  boolean canOverlap() {
    return plugin.canOverlap();
  }

  /** Whether the plugin would be told the same. */
  boolean hasSettingsOf(ChannelAssembly other) {
    return ChannelDifference.same(section.settings(), other.section.settings());
  }

  CompletionStage<Acceptance> receive(Entrance entrance, InboundMessage message) {
    return reception.receive(entrance, message);
  }

  RevocableContext context(RevocableContext.Effects effects) throws ChannelException {
    Path data = dataDirectory();
    LentDownloads downloads = downloads(data);
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(2, plugin.threads(name()));
    executor.setRemoveOnCancelPolicy(true);
    return new RevocableContext(name(), data, executor, downloads, effects);
  }

  private Path dataDirectory() throws ChannelException {
    try {
      return workspace.channelData(name());
    } catch (IOException e) {
      throw unusable("The folder for the channel's data can not be made (%s).".formatted(e));
    }
  }

  private LentDownloads downloads(Path data) throws ChannelException {
    try {
      return outgoing.lend(name(), data);
    } catch (IOException e) {
      throw unusable("The folder for the channel's data can not be used (%s).".formatted(e));
    }
  }

  private ChannelException unusable(String message) {
    return new ChannelException(
        ChannelException.Kind.CONFIGURATION,
        message,
        "Let the user of the gateway write to %s, or name another folder with --workspace."
            .formatted(workspace.root()));
  }

  Channel create(RevocableContext context) throws ChannelException, InterruptedException {
    return plugin.create(section.settings().orElseThrow(), context);
  }
}
