package io.nanobot.host.cli;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.MessageRecall;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.Config;
import io.nanobot.host.pipeline.FailureText;
import io.nanobot.host.security.Printable;
import io.nanobot.host.store.OutboxMessage;
import io.nanobot.host.store.jdbc.StoreTools;
import io.nanobot.host.store.jdbc.Stores;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes back what was said. */
@Command(
    name = "recall",
    description = {
      "Takes a message back, so that people see it no more.",
      "How long that is possible is the platform's decision. A gateway may run meanwhile."
    })
final class RecallCommand implements Callable<Integer> {
  @Mixin private InstallationOptions options;

  @Parameters(
      index = "0",
      paramLabel = "CHANNEL",
      description = "The channel's name in the configuration.")
  private String channel;

  @Parameters(
      index = "1",
      paramLabel = "MESSAGE",
      description = "The message's ID, which \"nanobot send\" and \"nanobot gateway -v\" tell.")
  private String id;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Logs.forShortCommand();
    Installation installation = options.installation();
    try (Installed installed = Installed.configured(installation)) {
      Config config = installed.config();
      ChannelSection section = ConfiguredChannel.named(channel, config);
      OutboxMessage sent = sent(Stores.tools(config.store(), installation.workspace()));
      // the channel's own, for what it keeps of its calls
      Path folder = installation.workspace().channelData(section.name());
      try {
        ConfiguredChannel.brief(section, installed).use(folder, brief -> recall(brief, sent));
      } catch (ChannelException e) {
        throw new CommandFailure(Printable.line(FailureText.of(e)));
      }
    }
    spec.commandLine().getOut().printf("✓ %s has taken the message back%n", channel);
    return 0;
  }

  private static void recall(Channel channel, OutboxMessage sent)
      throws ChannelException, InterruptedException {
    ((MessageRecall) channel).recall(sent.message(), sent.receipt());
  }

  private OutboxMessage sent(StoreTools store) throws CommandFailure {
    if (!store.exists()) {
      throw new CommandFailure(OpenStore.NOTHING);
    }
    String message = "Message \"%s\"".formatted(Printable.text(id));
    OutboxMessage found =
        store
            .outbox(channel, id)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "%s is not among those of %s. It may be too old: store.keepDone says how long messages are kept."
                            .formatted(message, channel)));
    switch (found.state()) {
      case WAITS ->
          throw new CommandFailure(message + " is not sent yet. Take it back when it was sent.");
      case GIVEN_UP ->
          throw new CommandFailure(message + " was never sent: see \"nanobot deadletters list\".");
      case SENT -> {
        if (found.receipt().messageIds().isEmpty()) {
          throw new CommandFailure(
              "%s can not be taken back: the platform gave no ID for it.".formatted(message));
        }
      }
    }
    return found;
  }
}
