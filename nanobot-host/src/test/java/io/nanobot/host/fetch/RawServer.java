package io.nanobot.host.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server on loopback that says what the test wants, byte for byte, and then hangs up. */
final class RawServer implements AutoCloseable {
  /** How one connection is answered. */
  interface Answer {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final boolean reads;
  private volatile Answer answer;

  private RawServer(ServerSocket socket, boolean reads, Answer answer) {
    this.socket = socket;
    this.reads = reads;
    this.answer = answer;
    threads.execute(this::accept);
  }

  static RawServer saying(String text) throws IOException {
    return answering(out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  static RawServer answering(Answer answer) throws IOException {
    return over(ServerSocketFactory.getDefault(), answer);
  }

  static RawServer over(ServerSocketFactory sockets, Answer answer) throws IOException {
    return new RawServer(
        sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), true, answer);
  }

  /** Takes connections, and neither reads nor writes. */
  static RawServer silent() throws IOException {
    return new RawServer(
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        false,
        out -> Thread.sleep(600_000));
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The heads of the requests so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  int connections() {
    return connections.get();
  }

  void answer(Answer value) {
    answer = value;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        threads.execute(() -> serve(connection));
      } catch (IOException e) {
        // closed, or a handshake that failed: the next one
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      if (reads) {
        requests.add(head(connection.getInputStream()));
      }
      answer.write(connection.getOutputStream());
    } catch (IOException e) {
      // the client has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        break;
      }
      head.append((char) read);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
