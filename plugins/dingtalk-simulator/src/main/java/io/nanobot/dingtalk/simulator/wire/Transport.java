package io.nanobot.dingtalk.simulator.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TCP connection, with or without TLS on top, that can also be torn down without manners. */
final class Transport implements Closeable {
  private final Socket raw;
  private final boolean secure;
  private final InputStream in;
  private final OutputStream out;

  private Transport(Socket raw, Socket spoken, boolean secure) throws IOException {
    this.raw = raw;
    this.secure = secure;
    this.in = new BufferedInputStream(spoken.getInputStream(), 16 * 1024);
    this.out = new BufferedOutputStream(spoken.getOutputStream(), 16 * 1024);
  }

  static Transport plain(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return new Transport(socket, socket, false);
  }

  /** Speaks TLS from here on. The peer must not have sent anything beyond what was read. */
  Transport secured(SSLContext tls) throws IOException {
    SSLSocket layered = (SSLSocket) tls.getSocketFactory().createSocket(raw, null, true);
    layered.setUseClientMode(false);
    layered.startHandshake();
    return new Transport(raw, layered, true);
  }

  boolean secure() {
    return secure;
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  /**
   * Ends the connection as a crash would: the peer sees a TCP reset, no close frame, no TLS alert.
   */
  void reset() {
    try {
      raw.setSoLinger(true, 0);
      raw.close();
    } catch (IOException alreadyGone) {
      // that is what was wanted
    }
  }

  @Override
  public void close() {
    try {
      raw.close();
    } catch (IOException alreadyGone) {
      // that is what was wanted
    }
  }
}
