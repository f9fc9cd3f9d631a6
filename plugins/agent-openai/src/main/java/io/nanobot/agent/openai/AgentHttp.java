package io.nanobot.agent.openai;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.regex.Pattern;

/**
 * The JDK's HTTP client, so that it can be ended. Before JDK 21 it can not be closed: its own
 * thread, and with it the idle sockets and the plugin's class loader, would stay until some garbage
 * collection. It is known by its appearing while the client was made.
 */
final class AgentHttp implements AutoCloseable {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private static final Pattern NAME = Pattern.compile("HttpClient-\\d+-SelectorManager");

  /** Tells this plugin's clients from others, on every JDK: a thread has the group of its maker. */
  private static final ThreadGroup OURS = new ThreadGroup("nanobot-agent-openai");

  /** One client is made at a time, so that no other's thread is taken for its own. */
  private static final Object MAKING = new Object();

  private final ThreadPoolExecutor workers;
  private final HttpClient client;
  private final Set<Thread> appeared;

  AgentHttp(AgentThreads threads) {
    this.workers = threads.forHttp();
    synchronized (MAKING) {
      Set<Thread> before = running();
      this.client =
          CompletableFuture.supplyAsync(
                  () -> client(workers), task -> new Thread(OURS, task).start())
              .join();
      this.appeared = running();
      appeared.removeAll(before);
    }
  }

  private static HttpClient client(ThreadPoolExecutor workers) {
    return HttpClient.newBuilder()
        // the JDK's offer to upgrade to HTTP/2 confuses some servers, vLLM's among them
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_TIMEOUT)
        .executor(workers)
        .build();
  }

  private static Set<Thread> running() {
    Thread[] threads = new Thread[2 * OURS.activeCount() + 8]; // some may come meanwhile
    return Arrays.stream(threads, 0, OURS.enumerate(threads))
        .filter(it -> NAME.matcher(it.getName()).matches())
        .collect(toSet());
  }

  /**
   * Sends a request, and returns as soon as the status is known. An interrupt ends it at once.
   *
   * @param silence how long the server may say nothing
   * @param mostBytes more is no answer
   */
  HttpResponse<AnswerBody> send(HttpRequest.Builder request, Duration silence, long mostBytes)
      throws IOException, InterruptedException {
    // From JDK 21 on, a handler that knows the client keeps both, and this plugin, for ever.
    return client.send(
        request.timeout(silence).build(), unused -> new AnswerBody(silence, mostBytes));
  }

  /** What is under way fails at once. */
  @Override
  public void close() {
    appeared.forEach(AgentThreads::end);
    AgentThreads.end(workers);
  }
}
