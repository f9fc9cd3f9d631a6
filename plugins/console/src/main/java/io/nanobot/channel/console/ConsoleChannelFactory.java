package io.nanobot.channel.console;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelFactory;
import io.nanobot.api.channel.IdentityScheme;
import java.util.concurrent.atomic.AtomicReference;
import org.pf4j.Extension;

/** Makes console channels, of which one at a time can have the terminal. */
@Extension
public final class ConsoleChannelFactory implements ChannelFactory<ConsoleConfig> {
  static final IdentityScheme USER = new IdentityScheme("user", "OS user");

  private final AtomicReference<Channel> holder = new AtomicReference<>();
  private final TerminalSource terminals;

  /** For PF4J. */
  public ConsoleChannelFactory() {
    this(SystemTerminal::open);
  }

  ConsoleChannelFactory(TerminalSource terminals) {
    this.terminals = terminals;
  }

  @Override
  public String type() {
    return "console";
  }

  @Override
  public String displayName() {
    return "Console";
  }

  @Override
  public IdentityScheme identityScheme() {
    return USER;
  }

  @Override
  public Class<ConsoleConfig> configType() {
    return ConsoleConfig.class;
  }

  @Override
  public Channel create(ConsoleConfig config, ChannelContext context) {
    return new ConsoleChannel(config, context, terminals, holder);
  }
}
