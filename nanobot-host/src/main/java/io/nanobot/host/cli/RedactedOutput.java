package io.nanobot.host.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.host.security.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The way to the terminal, without secrets: for what commands print, and for what gets there past
 * the log, such as the last words of a thread that died. Masks whole writes, and whole lines of
 * what is written bit by bit. Begun lines wait for their end, or for a flush.
 */
final class RedactedOutput extends OutputStream {
  /** A longer line is written in parts. */
  private static final int LONGEST_LINE = 1 << 20;

  private final OutputStream target;
  private final Redactor redactor;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  RedactedOutput(OutputStream target, Redactor redactor) {
    this.target = target;
    this.redactor = redactor;
  }

  /** Standard output and standard error of the whole process, from now on. */
  static void install(Redactor redactor) {
    System.setOut(stream(FileDescriptor.out, redactor));
    System.setErr(stream(FileDescriptor.err, redactor));
  }

  /** In UTF-8: the terminal's encoding is not told reliably before JDK 19, and today's read it. */
  private static PrintStream stream(FileDescriptor file, Redactor redactor) {
    return new PrintStream(new RedactedOutput(new FileOutputStream(file), redactor), false, UTF_8);
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    waiting.write(bytes, offset, length);
    boolean complete = length > 0 && bytes[offset + length - 1] == '\n';
    if (complete || waiting.size() > LONGEST_LINE) {
      release();
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    release();
    target.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    flush();
    target.close();
  }

  private void release() throws IOException {
    byte[] bytes = waiting.toByteArray();
    waiting.reset();
    String text = new String(bytes, UTF_8);
    String masked = redactor.mask(text);
    target.write(masked.equals(text) ? bytes : masked.getBytes(UTF_8));
  }
}
