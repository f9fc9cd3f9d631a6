package io.nanobot.channel.console;

import io.nanobot.api.channel.ChannelException;
import java.io.IOException;
import org.jline.terminal.Terminal;

/** Where a terminal comes from: the process has one, and tests have others. */
@FunctionalInterface
interface TerminalSource {
  /** Opens it; whoever closes it leaves it as it was before. */
  Terminal open() throws ChannelException, IOException, InterruptedException;
}
