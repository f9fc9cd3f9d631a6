package io.nanobot.channel.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.api.message.Conversation;
import io.nanobot.testkit.TestPlatform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;

/** A terminal on which a test types, and which prints on paper: nothing is ever erased. */
final class PaperTerminal implements TestPlatform, TerminalSource {
  static final String USER = System.getProperty("user.name");

  private final ByteArrayOutputStream paper = new ByteArrayOutputStream();
  private final BlockingQueue<Integer> keys = new LinkedBlockingQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean hanging;
  private volatile boolean gone;

  @Override
  public Terminal open() throws IOException, InterruptedException {
    if (hanging) {
      new CountDownLatch(1).await();
    }
    gone = false;
    Terminal terminal =
        new DumbTerminal("paper", Terminal.TYPE_DUMB, new Keyboard(new Keys()), paper, UTF_8) {
          @Override
          protected void doClose() throws IOException {
            super.doClose();
            open.decrementAndGet();
          }
        };
    open.incrementAndGet();
    return terminal;
  }

  void type(String text) {
    for (byte key : text.getBytes(UTF_8)) {
      keys.add(key & 0xff);
    }
  }

  /** All that was printed. */
  String paper() {
    return paper.toString(UTF_8);
  }

  @Override
  public void say(String text) {
    type(text + "\n");
  }

  @Override
  public boolean acknowledges() {
    return false;
  }

  @Override
  public void redeliver() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int acknowledgements() {
    return 0;
  }

  @Override
  public List<String> received() {
    return Stream.of(paper().split("[\r\n]+", -1))
        .map(line -> line.replaceFirst("^(> )+", "")) // a prompt, where others would erase it
        .filter(line -> line.startsWith("🐈") || line.startsWith("("))
        .toList();
  }

  @Override
  public Optional<Conversation> proactiveTarget() {
    return Optional.of(Conversation.direct(USER));
  }

  @Override
  public void breakLink() {
    gone = true;
  }

  @Override
  public void hang() {
    hanging = true;
  }

  @Override
  public int connections() {
    return open.get();
  }

  @Override
  public void close() {
    gone = true;
  }

  @SuppressWarnings("InputStreamSlowMultibyteRead") // nobody types fast
  private final class Keys extends InputStream {
    @Override
    public int available() throws IOException {
      if (gone) {
        throw new IOException("Input/output error");
      }
      return keys.size();
    }

    @Override
    public int read() throws IOException {
      try {
        return keys.take();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }
}
