package io.nanobot.host.cli;

import io.nanobot.api.message.Conversation;
import io.nanobot.host.config.Config;
import io.nanobot.host.pipeline.Unasked;
import io.nanobot.host.security.Printable;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.jdbc.StoreTools;
import io.nanobot.host.store.jdbc.Stores;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says something to somebody who has not asked. */
@Command(
    name = "send",
    description = {
      "Sends a message to a person or a group.",
      "It is stored, and sent by the gateway: at once if one runs, else when it runs next."
    })
final class SendCommand implements Callable<Integer> {
  private static final String GROUP = "group:";

  @Mixin private InstallationOptions options;

  @Parameters(
      index = "0",
      paramLabel = "CHANNEL",
      description = "The channel's name in the configuration.")
  private String channel;

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      description = "The person's ID, for DingTalk the Staff ID; or group: and the group's ID.")
  private String target;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "What to say, as Markdown (default: what standard input says).")
  private Optional<String> text = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Logs.forShortCommand();
    Conversation conversation = conversation();
    String markdown = markdown();
    Installation installation = options.installation();
    NewMessage message;
    try (Installed installed = Installed.configured(installation)) {
      Config config = installed.config();
      String name = ConfiguredChannel.named(channel, config).name();
      StoreTools store = Stores.tools(config.store(), installation.workspace());
      if (!store.exists()) {
        throw new CommandFailure(OpenStore.NOTHING);
      }
      message = Unasked.message(name, conversation, markdown);
      store.append(message);
    }
    spec.commandLine()
        .getOut()
        .printf("✓ Stored as %s; the gateway sends it while it runs%n", message.id());
    return 0;
  }

  private Conversation conversation() {
    try {
      return target.startsWith(GROUP)
          ? Conversation.group(target.substring(GROUP.length()), "")
          : Conversation.direct(target);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "\"%s\" is no ID.".formatted(Printable.text(target)));
    }
  }

  private String markdown() throws IOException, InterruptedException {
    if (text.isEmpty() && StandardInput.isTerminal()) {
      throw new ParameterException(
          spec.commandLine(), "Missing text: write it behind the target, or to standard input.");
    }
    String markdown = text.isPresent() ? text.get() : StandardInput.text();
    if (markdown.isBlank()) {
      throw new ParameterException(spec.commandLine(), "The message is empty.");
    }
    return markdown.strip();
  }
}
