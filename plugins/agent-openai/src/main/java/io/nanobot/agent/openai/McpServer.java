package io.nanobot.agent.openai;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.stream.Collectors.toSet;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.exception.ToolArgumentsException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One MCP server, kept running by a thread of its own: it connects, looks after the connection when
 * a call has failed, and connects again with pauses that grow.
 */
final class McpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(McpServer.class);

  static final int MOST_CALLS = 64;
  private static final int LONGEST_RESULT = 50_000; // characters

  /** The library ends a call in time; only one that hangs in the library itself takes longer. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final String name;
  private final McpServerConfig config;
  private final Duration timeout;
  private final String threadName;
  private final Thread keeper;
  private final ThreadPoolExecutor calls;
  private final CountDownLatch tried = new CountDownLatch(1);

  /** Has a permit when the connection is to be looked after. */
  private final Semaphore doubts = new Semaphore(0);

  private volatile McpConnection connection; // null while there is none
  private volatile List<ToolSpecification> tools = List.of();
  private volatile boolean closed;

  /** The keeper's own; 0 while the server does not work. */
  private long worksSince;

  McpServer(String name, McpServerConfig config, Duration timeout, String agent) {
    this.name = name;
    this.config = config;
    this.timeout = config.toolTimeout().orElse(timeout);
    this.threadName = agent + "-mcp-" + name;
    this.keeper = new AgentThreads(threadName).newThread(this::keep);
    this.calls = new AgentThreads(threadName + "-call").forCalls(MOST_CALLS);
  }

  String name() {
    return name;
  }

  void start() {
    keeper.start();
  }

  /** What it offers; empty while it does not run. Waits for the first attempt to start it. */
  List<ToolSpecification> tools() throws InterruptedException {
    var unused = tried.await(timeout.toMillis(), MILLISECONDS);
    return tools;
  }

  /** Calls a tool, and tells the model what came of it. */
  String call(String tool, String arguments) throws InterruptedException {
    McpConnection current = connection;
    if (current == null) {
      return "Error: the server of this tool does not run at the moment.";
    }
    LOG.debug("MCP server {}: calling {}", name, tool);
    try {
      String result =
          inTime(
              timeout.plus(GRACE),
              () ->
                  current.call(
                      ToolExecutionRequest.builder().name(tool).arguments(arguments).build()));
      return result.length() <= LONGEST_RESULT
          ? result
          : Beginning.of(result, LONGEST_RESULT) + "\n(cut off: the result is longer)";
    } catch (RejectedExecutionException e) {
      return "Error: too many tools are at work at the moment.";
    } catch (TimeoutException e) {
      return timedOut(tool);
    } catch (ExecutionException e) {
      return told(tool, e.getCause());
    }
  }

  /** On another thread, because the library may wait in a way that can not be interrupted. */
  private <T> T inTime(Duration limit, Callable<T> work)
      throws ExecutionException, TimeoutException, InterruptedException {
    Future<T> future = calls.submit(work);
    try {
      return future.get(limit.toMillis(), MILLISECONDS);
    } finally {
      future.cancel(true);
    }
  }

  private String told(String tool, Throwable failure) {
    if (failure instanceof TimeoutException) {
      return timedOut(tool);
    }
    if (failure instanceof ToolArgumentsException) {
      return "Error: these are not arguments that the tool takes.";
    }
    doubt(tool, "failed (%s)".formatted(Causes.name(failure)));
    return "Error: the server of this tool has failed.";
  }

  private String timedOut(String tool) {
    String what = "took longer than " + ModelErrors.seconds(timeout);
    doubt(tool, what);
    return "Error: the tool " + what + ".";
  }

  private void doubt(String tool, String what) {
    LOG.warn("MCP server {}: {} {}", name, OneLine.of(tool, 64), what);
    doubts.release();
  }

  private void keep() {
    RestartPause pauses = new RestartPause();
    while (!closed) {
      worksSince = 0;
      String failure = "";
      try {
        run();
      } catch (InterruptedException e) {
        return;
      } catch (McpFailure e) {
        failure = e.getMessage();
      } catch (RuntimeException e) {
        LOG.error("MCP server {}: a fault of this plugin, report it to its author", name, e);
      } finally {
        tried.countDown();
      }
      Duration pause = pauses.after(worked());
      if (!closed && !failure.isEmpty()) {
        LOG.warn("{}; next attempt in {} s", failure, pause.toSeconds());
      }
      try {
        Thread.sleep(pause.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private Duration worked() {
    return worksSince == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - worksSince);
  }

  /** Connects, and returns only with the failure that ended the connection. */
  private void run() throws McpFailure, InterruptedException {
    try (McpConnection opened = McpConnection.open(name, link(), timeout, doubts::release)) {
      connection = opened;
      list(opened);
      worksSince = System.nanoTime();
      tried.countDown();
      LOG.info("MCP server {} offers {} tool(s)", name, tools.size());
      while (true) {
        doubts.acquire();
        doubts.drainPermits();
        list(opened);
      }
    } finally {
      connection = null;
      tools = List.of();
    }
  }

  private McpLink link() {
    AgentThreads threads = new AgentThreads(threadName + "-link");
    return config.url().isPresent()
        ? new HttpTransport(config.url().get(), config.headers(), silence(), threads)
        : new StdioTransport(name, config, threads, doubts::release);
  }

  /** Ends what nothing else ends: calls take no longer, nor does a start. */
  private Duration silence() {
    Duration longest =
        timeout.compareTo(McpConnection.TO_START) < 0 ? McpConnection.TO_START : timeout;
    return longest.plus(GRACE);
  }

  /** Asks whether it is there, and what it offers now. */
  private void list(McpConnection opened) throws McpFailure, InterruptedException {
    try {
      tools =
          inTime(
              timeout.plus(McpConnection.TO_PING).plus(GRACE),
              () -> {
                opened.check();
                return offered(opened.tools());
              });
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      throw new McpFailure("MCP server %s: %s".formatted(name, opened.reason(e)));
    }
  }

  private List<ToolSpecification> offered(List<ToolSpecification> all) {
    Set<String> names = all.stream().map(ToolSpecification::name).collect(toSet());
    List<String> missing = config.missing(name, names);
    if (!missing.isEmpty()) {
      LOG.warn("MCP server {}: it has no tool {}. Check enabledTools", name, missing);
    }
    return all.stream().filter(it -> config.offers(name, it.name())).toList();
  }

  /** Does not wait. */
  void beginToClose() {
    closed = true;
    keeper.interrupt();
    calls.shutdownNow();
  }

  @Override
  public void close() {
    beginToClose();
    McpConnection current = connection;
    if (current != null) {
      current.close(); // the keeper may wait in the library
    }
    AgentThreads.join(keeper);
    AgentThreads.end(calls);
  }
}
