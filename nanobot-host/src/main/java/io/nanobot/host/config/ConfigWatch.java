package io.nanobot.host.config;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when the configuration file has another content, or a file that it refers to. Looks at the
 * contents again and again: that sees what editors, links that are turned (as Kubernetes does with
 * secrets) and network disks do, none of which the system's own notices tell reliably. A content
 * counts once it was the same twice, so that nothing is read while it is being written.
 */
public final class ConfigWatch implements AutoCloseable {
  /** What is told of. */
  @FunctionalInterface
  public interface Reaction {
    /** Called on the thread of the watch. */
    void changed() throws InterruptedException;
  }

  private static final Logger log = LoggerFactory.getLogger(ConfigWatch.class);
  private static final Duration END = Duration.ofSeconds(15);

  /** As large as the configuration may be; of a larger file the beginning counts. */
  private static final int LARGEST = 4 << 20;

  private final Path file;
  private final Duration period;
  private Thread thread; // guarded by this
  private List<Path> references;
  private List<String> seen;
  private List<String> candidate;

  /**
   * A watch that rests until it is started. What changes from now on is told then.
   *
   * @param file as it was read
   * @param period how often the files are looked at
   */
  public ConfigWatch(ConfigFile file, Duration period) {
    this.file = file.path();
    this.period = period;
    this.references = file.references();
    this.seen = contents();
    if (!file.sha256().equals(seen.get(0))) {
      seen = List.of(); // it has changed since it was read
    }
    this.candidate = seen;
  }

  /**
   * Begins to look.
   *
   * @param reaction what to do when something has changed
   */
  public synchronized void start(Reaction reaction) {
    if (isSpecial(file)) {
      log.info("{} is no regular file: what changes in it is not noticed", file);
      return;
    }
    thread = new Thread(() -> watch(reaction), "config-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Tells nothing more: interrupts a reaction that is under way, and waits for it in bounds. */
  public synchronized void end() {
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
  }

  private void watch(Reaction reaction) {
    try {
      while (true) {
        Thread.sleep(period.toMillis());
        look(reaction);
      }
    } catch (InterruptedException e) {
      log.debug("Told to stop");
    }
  }

  private void look(Reaction reaction) throws InterruptedException {
    if (isSpecial(file)) {
      return;
    }
    List<String> now = contents();
    if (now.equals(seen) || !now.equals(candidate)) {
      candidate = now;
      return;
    }
    follow();
    seen = contents();
    candidate = seen;
    try {
      reaction.changed();
    } catch (RuntimeException | Error e) {
      log.error("A fault of the host; the gateway goes on as it was", e);
    }
  }

  /** What a broken file refers to is not known: then it is still what the last good one did. */
  private void follow() {
    try {
      references = ConfigFile.read(file).references();
    } catch (ConfigException e) {
      log.debug("The references of {} are not known", file);
    }
  }

  private List<String> contents() {
    List<String> contents = new ArrayList<>();
    contents.add(content(file));
    references.forEach(path -> contents.add(content(path)));
    return contents;
  }

  private static String content(Path path) {
    if (!Files.isRegularFile(path)) {
      return "none";
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Hashing.sha256().hashBytes(in.readNBytes(LARGEST)).toString();
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /** A pipe can be read once only, and might let us wait forever. */
  private static boolean isSpecial(Path path) {
    return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }
}
