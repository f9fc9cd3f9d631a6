package io.nanobot.channel.dingtalk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that knows CONNECT, and asks for a password if it is given one. */
final class LocalProxy implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Optional<String> expected;
  private final List<String> tunnels = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;

  private LocalProxy(Optional<String> expected) throws IOException {
    this.expected = expected;
    start(this::accept);
  }

  static LocalProxy open() throws IOException {
    return new LocalProxy(Optional.empty());
  }

  static LocalProxy asking(String user, String password) throws IOException {
    String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return new LocalProxy(Optional.of("Basic " + pair));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** From now on it allows no tunnel. */
  void refuse() {
    refusing = true;
  }

  /** Where it was asked to lead to, whether it did or not. */
  List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "local-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        start(() -> serve(client));
      } catch (IOException e) {
        // the loop's condition tells whether to go on
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      String[] request = line(in).split(" ", -1);
      Optional<String> authorization = Optional.empty();
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        if (header.toLowerCase(Locale.ROOT).startsWith("proxy-authorization: ")) {
          authorization = Optional.of(header.substring("proxy-authorization: ".length()));
        }
      }
      tunnels.add(request[1]);
      if (expected.isPresent() && !expected.equals(authorization)) {
        answer(
            client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"");
      } else if (refusing || !request[0].equals("CONNECT")) {
        answer(client, "403 Forbidden");
      } else {
        tunnel(client, in, request[1]);
      }
    } catch (IOException e) {
      // one of both ends has gone
    }
  }

  private static void answer(Socket client, String status) throws IOException {
    String text = "HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n".formatted(status);
    client.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private void tunnel(Socket client, InputStream in, String target) throws IOException {
    int colon = target.lastIndexOf(':');
    try (Socket host =
        new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
      open.add(host);
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
      start(() -> copy(host, client));
      pump(in, host.getOutputStream());
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      pump(from.getInputStream(), to.getOutputStream());
    } catch (IOException e) {
      // one of both ends has gone
    }
  }

  private static void pump(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the client went away");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
