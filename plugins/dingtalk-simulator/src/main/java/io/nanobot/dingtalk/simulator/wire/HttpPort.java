package io.nanobot.dingtalk.simulator.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLContext;

/**
 * One port on the loopback interface. It can stop listening, so that connections are refused, and
 * listen again on the same number.
 */
public final class HttpPort implements AutoCloseable {
  private static final int BACKLOG = 200;

  private final Executor threads;
  private final int number;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private Optional<SSLContext> tls = Optional.empty();
  private Runnable onAccept = () -> {};
  private HttpHandler handler = exchange -> exchange.reset();
  private ServerSocket listening;
  private volatile boolean closed;

  /**
   * Binds the port; clients that come before {@link #start} wait.
   *
   * @param number the port, or 0 for any free one
   */
  public HttpPort(int number, Executor threads) throws IOException {
    this.threads = threads;
    this.listening = bind(number);
    this.number = listening.getLocalPort();
  }

  /**
   * Begins to accept; to be called once.
   *
   * @param accepting runs on a connection's thread before its first byte is read; may wait, may
   *     throw to refuse
   */
  public synchronized void start(
      Optional<SSLContext> speaking, Runnable accepting, HttpHandler handling) {
    tls = speaking;
    onAccept = accepting;
    handler = handling;
    acceptOn(listening);
  }

  public int number() {
    return number;
  }

  /** Stops listening or starts again; connections that are open stay. */
  public synchronized void listen(boolean wanted) {
    try {
      if (wanted && listening.isClosed() && !closed) {
        listening = bind(number);
        acceptOn(listening);
      } else if (!wanted) {
        listening.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("port " + number + " can not be opened again", e);
    }
  }

  private static ServerSocket bind(int number) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number), BACKLOG);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw new IOException(
          "port " + number + " of the loopback interface can not be bound: " + e.getMessage(), e);
    }
  }

  private void acceptOn(ServerSocket server) {
    threads.execute(
        () -> {
          while (!server.isClosed()) {
            try {
              accepted(server.accept());
            } catch (IOException | RejectedExecutionException closing) {
              // the loop's condition tells whether to go on
            }
          }
        });
  }

  private void accepted(Socket socket) {
    open.add(socket);
    if (closed) {
      tear(socket); // it came between the last look and the end
    } else {
      threads.execute(() -> serve(socket));
    }
  }

  private void serve(Socket socket) {
    try (Transport transport = Transport.plain(socket)) {
      onAccept.run();
      new HttpConnection(tls.isPresent() ? transport.secured(tls.get()) : transport, handler)
          .serve();
    } catch (IOException | IllegalStateException broken) {
      // the peer went away, spoke something else, or was refused: nobody is left to tell
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      listening.close();
    } catch (IOException alreadyGone) {
      // that is what was wanted
    }
    open.forEach(HttpPort::tear);
  }

  private static void tear(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // that is what was wanted
    }
  }
}
