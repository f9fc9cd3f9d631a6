package io.nanobot.channel.console;

import static io.nanobot.api.channel.ChannelException.Kind.CONFIGURATION;

import io.nanobot.api.channel.ChannelException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.DumbTerminal;

/**
 * The terminal of this process. JLine's own ways to it load a native library, need a newer Java, or
 * leave a thread behind that reads on; see decision 0015. Keys that send signals stay the system's:
 * Ctrl+C ends the gateway as ever.
 */
final class SystemTerminal extends DumbTerminal {
  private static final String HINT =
      "Start the gateway in the foreground of a terminal (docker run -it), or disable this channel.";

  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,3}) ([1-9]\\d{0,3})");
  private static final Size USUAL = Size.of(80, 24);

  private final String settings;

  private SystemTerminal(String type, String settings) throws IOException {
    super("console", type, new Keyboard(System.in), screen(), StandardCharsets.UTF_8);
    this.settings = settings;
  }

  static SystemTerminal open() throws ChannelException, InterruptedException {
    try {
      if (!Stty.isThere()) {
        throw new ChannelException(CONFIGURATION, "The gateway runs without a terminal", HINT);
      }
      if (Stty.isInBackground()) {
        throw new ChannelException(
            CONFIGURATION, "The gateway runs in the background of its terminal", HINT);
      }
      String settings = Stty.run("-g");
      Stty.run("-icanon", "-echo");
      String type = Optional.ofNullable(System.getenv("TERM")).orElse(TYPE_DUMB);
      return new SystemTerminal(type, settings);
    } catch (IOException e) {
      throw new ChannelException(
              CONFIGURATION, "The terminal can not be set up (%s)".formatted(e.getMessage()), HINT)
          .causedBy(e);
    }
  }

  /** The process's own: whoever closes the terminal must not close that. */
  private static OutputStream screen() {
    return new FilterOutputStream(System.out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** Asked for before each line, when the window may have got another size. */
  @Override
  public Attributes enterRawMode() {
    try {
      setSize(size(Stty.run("size")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // the next key tells that the terminal is gone
    }
    return super.enterRawMode();
  }

  /** A terminal without a window has no size: {@code 0 0}. */
  private static Size size(String rowsAndColumns) {
    Matcher numbers = SIZE.matcher(rowsAndColumns);
    return numbers.matches()
        ? Size.of(Integer.parseInt(numbers.group(2)), Integer.parseInt(numbers.group(1)))
        : USUAL;
  }

  /** Also by a thread that is being stopped: nobody else would give people their echo back. */
  @Override
  protected void doClose() throws IOException {
    super.doClose();
    boolean interrupted = Thread.interrupted();
    try {
      Stty.run(settings);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
