package io.nanobot.host.channel;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.pipeline.Entrance;
import io.nanobot.host.pipeline.Reception;
import io.nanobot.host.plugin.ChannelPlugin;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * The parts that one configured channel is made of.
 *
 * @param connections how many gateways may be connected at once
 */
record ChannelAssembly(
    Entrance entrance,
    int connections,
    Record settings,
    ChannelPlugin plugin,
    Reception reception,
    Workspace workspace) {

  String name() {
    return entrance.channel();
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

  CompletionStage<Acceptance> receive(InboundMessage message) {
    return reception.receive(entrance, message);
  }

  RevocableContext context(RevocableContext.Effects effects) throws ChannelException {
    Path data = dataDirectory();
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(2, plugin.threads(name()));
    executor.setRemoveOnCancelPolicy(true);
    return new RevocableContext(name(), data, executor, effects);
  }

  private Path dataDirectory() throws ChannelException {
    try {
      return workspace.channelData(name());
    } catch (IOException e) {
      throw new ChannelException(
          ChannelException.Kind.CONFIGURATION,
          "The folder for the channel's data can not be made (%s).".formatted(e),
          "Let the user of the gateway write to %s, or name another folder with --workspace."
              .formatted(workspace.root()));
    }
  }

  Channel create(RevocableContext context) throws ChannelException, InterruptedException {
    return plugin.create(settings, context);
  }
}
