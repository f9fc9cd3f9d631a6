package io.nanobot.host.fetch;

import io.nanobot.host.config.OutgoingConfig;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that goes out for plugins. Lends each channel and each agent downloads of its own. */
public final class OutgoingRequests implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OutgoingRequests.class);
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Set<Path> swept = ConcurrentHashMap.newKeySet();
  private final OutgoingConfig config;
  private final OutgoingPolicy policy;
  private final HttpRequests requests;
  private final ThreadPoolExecutor starter;
  private final ThreadPoolExecutor workers;

  @Inject
  public OutgoingRequests(OutgoingConfig config) {
    this(config, InetAddress::getAllByName, defaultTls());
    warnOfProxy();
  }

  OutgoingRequests(OutgoingConfig config, NameLookup lookup, SSLContext tls) {
    this.config = config;
    this.policy = new OutgoingPolicy(config);
    this.requests = new HttpRequests(new CheckedResolver(policy, lookup), tls, config.timeout());
    this.workers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE, // bounded by what each channel and agent may do at once
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads("fetch-"));
    this.starter =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads("fetch-start-"));
    starter.prestartAllCoreThreads();
  }

  /**
   * Downloads for one channel or agent, into its folder. To be closed with it.
   *
   * @param owner its name, for the log
   * @throws IOException if what an earlier process left in the folder can not be removed
   */
  public LentDownloads lend(String owner, Path dataDirectory) throws IOException {
    if (!swept.contains(dataDirectory)) {
      PartialFile.removeLeftovers(dataDirectory);
      swept.add(dataDirectory); // what is there later may belong to a channel that is replaced
    }
    return new LentDownloads(owner, dataDirectory, this);
  }

  @Override
  public void close() {
    starter.shutdownNow();
    workers.shutdownNow();
    requests.close();
  }

  OutgoingPolicy policy() {
    return policy;
  }

  Duration timeout() {
    return config.timeout();
  }

  long maxBytes() {
    return config.maxBytes();
  }

  Transfer transfer(Transfer.Order order) {
    return new Transfer(requests, policy, config.maxRedirects(), order);
  }

  /**
   * Runs a download on a thread that the host makes: one that was made on the way of a plugin's
   * call would remember the plugin's class loader.
   *
   * @param notRun what to do if it is never run
   */
  void execute(Runnable download, Runnable notRun) {
    try {
      starter.execute(() -> work(download, notRun));
    } catch (RejectedExecutionException e) {
      notRun.run();
    }
  }

  private void work(Runnable download, Runnable notRun) {
    try {
      workers.execute(download);
    } catch (RejectedExecutionException | OutOfMemoryError e) { // closed, or no thread is to be had
      log.warn("A download was not started ({})", e.toString());
      notRun.run();
    }
  }

  private static ThreadFactory threads(String prefix) {
    AtomicInteger started = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + started.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  /** A proxy resolves names by itself, so nobody could say what it connects to. */
  private static void warnOfProxy() {
    Stream.of("https.proxyHost", "http.proxyHost", "socksProxyHost")
        .filter(name -> System.getProperty(name) != null)
        .findFirst()
        .ifPresent(
            name ->
                log.warn(
                    "Downloads of channels and agents do not use the proxy in {}: they connect directly, so that addresses can be checked",
                    name));
  }
}
