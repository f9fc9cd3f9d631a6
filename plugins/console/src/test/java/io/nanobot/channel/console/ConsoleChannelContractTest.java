package io.nanobot.channel.console;

import io.nanobot.api.channel.ChannelFactory;
import io.nanobot.testkit.ChannelContract;
import io.nanobot.testkit.TestPlatform;
import java.util.List;

final class ConsoleChannelContractTest extends ChannelContract<ConsoleConfig> {
  private PaperTerminal terminal;

  @Override
  protected ChannelFactory<ConsoleConfig> factory() {
    return new ConsoleChannelFactory(terminal);
  }

  @Override
  protected TestPlatform startPlatform() {
    terminal = new PaperTerminal();
    return terminal;
  }

  @Override
  protected ConsoleConfig config(TestPlatform platform) {
    return new ConsoleConfig("> ");
  }

  @Override
  protected List<String> secrets(TestPlatform platform) {
    return List.of();
  }
}
