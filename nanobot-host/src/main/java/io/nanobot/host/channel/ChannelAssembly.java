package io.nanobot.host.channel;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.pipeline.Reception;
import io.nanobot.host.plugin.ChannelPlugin;
import io.nanobot.host.security.AccessPolicy;
import io.nanobot.host.workspace.Workspace;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The parts that one configured channel is made of. */
record ChannelAssembly(
    String name,
    Record settings,
    ChannelPlugin plugin,
    AccessPolicy policy,
    Reception reception,
    Workspace workspace) {

  String type() {
    return plugin.type();
  }

  /** What people call it; its name is told as well where that does not follow from the type. */
  String title() {
    return name.equals(plugin.type())
        ? plugin.displayName()
        : plugin.displayName() + " (" + name + ")";
  }

  CompletionStage<Acceptance> receive(InboundMessage message) {
    return reception.receive(name, policy, message);
  }

  RevocableContext context(RevocableContext.Effects effects) {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2, plugin.threads(name));
    executor.setRemoveOnCancelPolicy(true);
    return new RevocableContext(name, workspace.channelData(name), executor, effects);
  }

  Channel create(RevocableContext context) throws ChannelException, InterruptedException {
    return plugin.create(settings, context);
  }
}
