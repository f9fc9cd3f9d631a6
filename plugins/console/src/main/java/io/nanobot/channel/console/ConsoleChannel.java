package io.nanobot.channel.console;

import static io.nanobot.api.channel.ChannelException.Kind.CONFIGURATION;
import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;
import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Connection;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.OutboundMessage;
import java.util.concurrent.atomic.AtomicReference;

/** The person at the terminal. */
final class ConsoleChannel implements Channel {
  private final ConsoleConfig config;
  private final ChannelContext context;
  private final TerminalSource terminals;
  private final AtomicReference<Channel> holder; // of the terminal, which others must not open
  private TerminalSession session; // guarded by this
  private boolean closed; // guarded by this

  ConsoleChannel(
      ConsoleConfig config,
      ChannelContext context,
      TerminalSource terminals,
      AtomicReference<Channel> holder) {
    this.config = config;
    this.context = context;
    this.terminals = terminals;
    this.holder = holder;
  }

  @Override
  public Connection connect() throws ChannelException, InterruptedException {
    begin().awaitReady();
    return new Connection("the terminal");
  }

  @Override
  public Receipt send(OutboundMessage message) throws ChannelException {
    if (message.conversation().kind() != Conversation.Kind.DIRECT) {
      throw new ChannelException(REJECTED, "The console has no groups");
    }
    current().show(MarkdownText.of(message));
    return Receipt.withoutId();
  }

  @Override
  public void close() {
    TerminalSession last;
    synchronized (this) {
      closed = true;
      last = session;
      session = null;
    }
    if (last != null) {
      last.close();
    }
    holder.compareAndSet(this, null);
  }

  private synchronized TerminalSession begin() throws ChannelException {
    if (closed) {
      throw new ChannelException(UNAVAILABLE, "The channel is closed");
    }
    if (!holder.compareAndSet(null, this) && holder.get() != this) {
      throw new ChannelException(
          CONFIGURATION,
          "Another channel has the terminal, and there is only one",
          "Disable all channels of type console but one.");
    }
    if (session != null) {
      session.close(); // it was lost, or this would not be called
    }
    session = new TerminalSession(config, context, terminals);
    session.start();
    return session;
  }

  private synchronized TerminalSession current() throws ChannelException {
    if (session == null) {
      throw new ChannelException(UNAVAILABLE, "The channel is not connected");
    }
    return session;
  }
}
