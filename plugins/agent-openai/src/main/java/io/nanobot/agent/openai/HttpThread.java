package io.nanobot.agent.openai;

import static java.util.stream.Collectors.toSet;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The own thread of a JDK HTTP client. Before JDK 21 a client can not be closed: this thread, and
 * with it the idle sockets and the plugin's class loader, would stay until some garbage collection.
 * The client inside the MCP library can not be reached either, so a client's thread is known by its
 * appearing while the client was made.
 */
final class HttpThread {
  private static final Pattern NAME = Pattern.compile("HttpClient-\\d+-SelectorManager");

  /** Tells this plugin's clients from others, on every JDK: a thread has the group of its maker. */
  private static final ThreadGroup OURS = new ThreadGroup("nanobot-agent-openai");

  private final Set<Thread> appeared;

  private HttpThread(Set<Thread> appeared) {
    this.appeared = appeared;
  }

  /** A client and its thread. */
  record Opened<T>(T client, HttpThread thread) {}

  /** Makes whatever holds one client. One at a time, so that no other client's thread is taken. */
  static synchronized <T> Opened<T> open(Supplier<T> maker) {
    Set<Thread> before = running();
    T client = CompletableFuture.supplyAsync(maker, task -> new Thread(OURS, task).start()).join();
    Set<Thread> appeared = running();
    appeared.removeAll(before);
    return new Opened<>(client, new HttpThread(appeared));
  }

  /** Ends the client: what is under way fails at once. */
  void end() {
    appeared.forEach(AgentThreads::end);
  }

  private static Set<Thread> running() {
    Thread[] threads = new Thread[2 * OURS.activeCount() + 8]; // some may come meanwhile
    return Arrays.stream(threads, 0, OURS.enumerate(threads))
        .filter(it -> NAME.matcher(it.getName()).matches())
        .collect(toSet());
  }
}
