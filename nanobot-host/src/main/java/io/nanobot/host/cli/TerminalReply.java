package io.nanobot.host.cli;

import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.ReplyStream;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Identity;
import java.io.PrintWriter;

/** Prints an answer as it comes. Once it is closed nothing more is printed. */
final class TerminalReply implements Reply, AutoCloseable {
  private final PrintWriter out;
  private boolean closed;

  TerminalReply(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void send(String markdown) {
    if (!markdown.isBlank()) {
      print(visible(markdown) + "\n");
    }
  }

  @Override
  public void attach(Attachment attachment) {
    String name = attachment.name().isBlank() ? "file" : attachment.name();
    send("[%s] %s".formatted(name, attachment.source()));
  }

  /** Whoever reads this is the only one. */
  @Override
  public void mention(Identity identity) {}

  @Override
  public ReplyStream stream() {
    return new PrintedStream();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private synchronized void print(String text) {
    if (closed) {
      throw new IllegalStateException("the turn has ended");
    }
    out.print(text);
    out.flush();
  }

  /** Whoever answers must not control the terminal. */
  private static String visible(String untrusted) {
    return untrusted.replaceAll("[\\p{Cc}&&[^\n\t]]", "");
  }

  private final class PrintedStream implements ReplyStream {
    private final StringBuilder begun = new StringBuilder();
    private boolean empty = true;
    private boolean complete;

    @Override
    public void append(String delta) {
      if (complete) {
        throw new IllegalStateException("the stream is closed");
      }
      begun.append(visible(delta));
      release(endOfWords());
    }

    @Override
    public void close() {
      if (!complete) {
        complete = true;
        release(begun.length());
        if (!empty) {
          print("\n");
        }
      }
    }

    private void release(int end) {
      if (end > 0) {
        print(begun.substring(0, end));
        begun.delete(0, end);
        empty = false;
      }
    }

    /** A secret that comes letter by letter is only recognised, and masked, as a whole. */
    private int endOfWords() {
      int end = begun.length();
      while (end > 0 && begun.charAt(end - 1) > ' ' && begun.charAt(end - 1) < 0x7f) {
        end--;
      }
      return end;
    }
  }
}
