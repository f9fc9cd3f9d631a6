package io.nanobot.channel.console;

import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** One terminal and the thread that reads it. */
final class TerminalSession implements AutoCloseable {
  private static final int OPEN_MILLIS = 5_000;
  private static final int CTRL_D = 4;
  private static final String INPUT_ENDED =
      "(No more input. The gateway goes on, and answers are still shown.)";
  private static final String NOT_TAKEN =
      "(The gateway did not take this: \"%s\". Press the up key and Enter to send it again.)";

  private final ConsoleConfig config;
  private final ChannelContext context;
  private final TerminalSource terminals;
  private final String user = System.getProperty("user.name");
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private LineReader screen; // guarded by this; null unless the terminal is open

  TerminalSession(ConsoleConfig config, ChannelContext context, TerminalSource terminals) {
    this.config = config;
    this.context = context;
    this.terminals = terminals;
    this.thread = new Thread(this::run, context.name() + "-terminal");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Setting a terminal up can hang, for example when its output was stopped with Ctrl+S. */
  void awaitReady() throws ChannelException, InterruptedException {
    try {
      ready.get(OPEN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      close();
      throw (ChannelException) e.getCause();
    } catch (TimeoutException e) {
      close();
      throw new ChannelException(UNAVAILABLE, "The terminal does not answer");
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Shows text above the line that is being typed. */
  synchronized void show(AttributedString text) throws ChannelException {
    if (screen == null) {
      throw new ChannelException(UNAVAILABLE, "The terminal is closed");
    }
    screen.printAbove(text);
  }

  private void run() {
    try (Terminal terminal = terminals.open()) {
      LineReader lines = lines(terminal);
      try {
        screen(lines);
        ready.complete(null);
        read(lines);
        closing.await(); // answers are still shown
      } finally {
        screen(null);
      }
    } catch (ChannelException e) {
      ended(e);
    } catch (IOException e) {
      ended(gone(e));
    } catch (InterruptedException | UserInterruptException e) {
      // close() wants it
    }
  }

  private static ChannelException gone(Throwable cause) {
    return new ChannelException(UNAVAILABLE, "The terminal is gone").causedBy(cause);
  }

  private static LineReader lines(Terminal terminal) {
    Attributes keys = terminal.getAttributes();
    keys.setControlChar(Attributes.ControlChar.VEOF, CTRL_D);
    terminal.setAttributes(keys);
    return LineReaderBuilder.builder()
        .terminal(terminal)
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // an exclamation mark is just that
        .build();
  }

  private synchronized void screen(LineReader value) {
    screen = value;
  }

  private void read(LineReader lines) throws ChannelException {
    try {
      while (true) {
        String line = lines.readLine(config.prompt());
        context.alive();
        if (!line.isBlank()) {
          receive(line);
        }
      }
    } catch (EndOfFileException e) {
      if (e.getCause() != null) {
        throw gone(e.getCause());
      }
      show(new AttributedString(INPUT_ENDED));
    }
  }

  private void receive(String text) {
    Sender sender = new Sender(new Identity(ConsoleChannelFactory.USER.name(), user), user);
    InboundMessage message =
        InboundMessage.builder(
                UUID.randomUUID().toString(), Conversation.direct(user), sender, Instant.now())
            .text(text)
            .build();
    context
        .receive(message)
        .whenCompleteAsync(
            (acceptance, failure) -> told(text, acceptance, failure), context.executor());
  }

  /** A terminal sends nothing again by itself, so the person has to know. */
  private void told(String text, Acceptance acceptance, Throwable failure) {
    if (failure == null && acceptance.acknowledge()) {
      return;
    }
    try {
      show(new AttributedString(NOT_TAKEN.formatted(text)));
    } catch (ChannelException e) {
      // nobody is there any more who could read it
    }
  }

  /** Before it was ready, connect() fails; afterwards the host is told; after close() neither. */
  private void ended(ChannelException cause) {
    if (!ready.completeExceptionally(cause) && closing.getCount() > 0) {
      context.disconnected(cause);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    ready.completeExceptionally(new ChannelException(UNAVAILABLE, "The channel was closed"));
    try {
      thread.join(3_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
