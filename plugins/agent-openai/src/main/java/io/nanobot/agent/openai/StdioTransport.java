package io.nanobot.agent.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.mcp.client.transport.McpOperationHandler;
import dev.langchain4j.mcp.protocol.McpInitializationNotification;
import dev.langchain4j.mcp.protocol.McpInitializeRequest;
import dev.langchain4j.mcp.protocol.McpJsonRpcMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that speaks MCP over its standard input and output. The library's own transport gives
 * it all of the gateway's environment, secrets included, reads in the platform's charset, and
 * leaves the program's children behind.
 */
final class StdioTransport implements McpLink {
  private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);

  /** Time to end by itself once its input is closed, and again when it was asked to end. */
  private static final long POLITE_MILLIS = 1_000;

  private static final int MOST_WAITING = 1_000;

  private final String server;
  private final McpServerConfig config;
  private final AgentThreads threads;
  private final Runnable ended;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LastLine errors = new LastLine();
  private Process process; // null until it is started, as are its threads
  private Thread reader;
  private Thread writer;
  private Thread complaints;
  private volatile McpOperationHandler handler;
  private volatile boolean over;
  private String notStarted = "";

  /**
   * @param ended called when the program has ended
   */
  StdioTransport(String server, McpServerConfig config, AgentThreads threads, Runnable ended) {
    this.server = server;
    this.config = config;
    this.threads = threads;
    this.ended = ended;
  }

  @Override
  public synchronized void start(McpOperationHandler messages) {
    handler = messages;
    List<String> command = new ArrayList<>();
    command.add(config.command().orElseThrow());
    command.addAll(config.args());
    ProcessBuilder builder = new ProcessBuilder(command);
    ProgramEnvironment.set(builder.environment(), config.env());
    config.cwd().ifPresent(it -> builder.directory(it.toFile()));
    try {
      process = ProgramStart.of(builder);
    } catch (IOException e) {
      notStarted = whyNot(e);
      throw new IllegalStateException("not started");
    }
    reader = threads.newThread(this::read);
    writer = threads.newThread(this::write);
    complaints = threads.newThread(() -> Lines.read(process.getErrorStream(), this::complain));
    Stream.of(reader, writer, complaints).forEach(Thread::start);
  }

  /** Of a missing folder the JDK tells in the words that it has for a missing program. */
  private String whyNot(IOException failure) {
    return config
        .cwd()
        .filter(it -> !Files.isDirectory(it))
        .map(it -> "(%s is no folder). Check cwd".formatted(OneLine.of(it.toString(), 200)))
        .orElseGet(
            () ->
                "(%s). Check command"
                    .formatted(OneLine.of(String.valueOf(failure.getMessage()), 200)));
  }

  private void read() {
    try {
      Lines.read(process.getInputStream(), this::receive);
    } finally {
      over = true;
      handler.cancelAllPendingOperations("the program has ended");
      ended.run();
    }
  }

  /** Some programs print other things, too. */
  private void receive(String line) {
    Optional<JsonNode> message = Json.object(line);
    if (message.isEmpty()) {
      LOG.debug("MCP server {} printed something that is no message", server);
      return;
    }
    try {
      handler.handle(message.get());
    } catch (RuntimeException e) {
      LOG.debug("MCP server {} sent a message that can not be handled", server, e);
    }
  }

  private void complain(String line) {
    errors.set(OneLine.of(line, 200));
    LOG.debug("MCP server {}: {}", server, errors.get());
  }

  private void write() {
    try (OutputStream input = process.getOutputStream()) {
      while (true) {
        input.write(waiting.take());
        input.flush();
      }
    } catch (IOException e) {
      LOG.debug("MCP server {} takes no more messages", server);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  @Override
  public CompletableFuture<JsonNode> initialize(McpInitializeRequest request) {
    return send(request, request.getId())
        .thenCompose(
            answer -> send(new McpInitializationNotification(), null).thenApply(unused -> answer));
  }

  @Override
  public void checkHealth() {
    if (over) {
      throw new IllegalStateException("the program has ended");
    }
  }

  @Override
  public CompletableFuture<JsonNode> send(McpJsonRpcMessage message, Long id) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    if (id != null) {
      handler.startOperation(id, answer);
    }
    try {
      if (over) {
        answer.completeExceptionally(new IOException("the program has ended"));
      } else if (!waiting.offer((Json.write(message) + "\n").getBytes(UTF_8))) {
        answer.completeExceptionally(new IOException("the program takes no messages"));
      } else if (id == null) {
        answer.complete(null);
      }
    } catch (JsonProcessingException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  @Override
  public synchronized String reason(Throwable failure) {
    String program = OneLine.of(config.command().orElseThrow(), 100);
    if (process == null) {
      return "the program %s can not be started %s".formatted(program, notStarted);
    }
    if (over && endsWithin(POLITE_MILLIS)) {
      AgentThreads.join(complaints); // its last words may still be on their way
    }
    String last = errors.get().isEmpty() ? "" : ". Its last words: " + errors.get();
    return process.isAlive()
        ? "the program %s gave no answer%s".formatted(program, last)
        : "the program %s ended with exit code %d%s".formatted(program, process.exitValue(), last);
  }

  @Override
  public synchronized void close() {
    if (process == null) {
      return;
    }
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    writer.interrupt(); // closes the program's input
    if (!endsWithin(POLITE_MILLIS)) {
      family.forEach(ProcessHandle::destroy);
      var unused = endsWithin(POLITE_MILLIS);
    }
    Stream.concat(family.stream(), process.descendants()).forEach(ProcessHandle::destroyForcibly);
    Stream.of(reader, writer, complaints).forEach(AgentThreads::end);
  }

  private boolean endsWithin(long millis) {
    boolean interrupted = Thread.interrupted();
    try {
      return process.waitFor(millis, MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
