package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.Frame;
import io.nanobot.dingtalk.simulator.wire.WebSocket;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * One open Stream connection. A writer thread of its own, so that a slow client holds up nobody.
 */
final class Link {
  private static final String END = "";

  private final String id;
  private final Grant grant;
  private final boolean secure;
  private final WebSocket socket;
  private final Faults faults;
  private final BlockingQueue<String> outbox = new LinkedBlockingQueue<>();
  private final CountDownLatch allWritten = new CountDownLatch(1);
  private volatile boolean leaving;

  Link(String id, Grant grant, boolean secure, WebSocket socket, Faults faults) {
    this.id = id;
    this.grant = grant;
    this.secure = secure;
    this.socket = socket;
    this.faults = faults;
  }

  String id() {
    return id;
  }

  App app() {
    return grant.app();
  }

  boolean secure() {
    return secure;
  }

  boolean leaving() {
    return leaving;
  }

  boolean takes(App app, String topic) {
    return !leaving
        && app.equals(grant.app())
        && grant.subscriptions().stream().anyMatch(one -> one.matchesCallback(topic));
  }

  void leave() {
    leaving = true;
  }

  void send(String frame) {
    outbox.add(frame);
  }

  void writeUntilEnd() {
    try {
      for (String next = outbox.take(); !next.equals(END); next = outbox.take()) {
        faults.sitOut(Fault.BLACK_HOLE);
        socket.sendText(next);
      }
    } catch (IOException | IllegalStateException broken) {
      socket.reset();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      allWritten.countDown();
    }
  }

  void readUntilEnd(Consumer<JsonNode> onText) {
    try {
      boolean open = true;
      while (open) {
        open = react(socket.read(), onText);
      }
    } catch (IllegalArgumentException nonsense) {
      refuse();
    } catch (IOException gone) {
      faults.sitOut(Fault.BLACK_HOLE); // in a black hole nobody notices that the peer has gone
    } finally {
      outbox.add(END);
      socket.close();
    }
  }

  private boolean react(Frame frame, Consumer<JsonNode> onText) throws IOException {
    faults.sitOut(Fault.BLACK_HOLE);
    if (frame.isText()) {
      onText.accept(Json.objectIn(frame.text()));
    } else if (frame.isPing() && !faults.strikes(Fault.PONG_MISSING)) {
      socket.sendPong(frame);
    } else if (frame.isClose()) {
      partInOrder();
    }
    return !frame.isClose();
  }

  /** Answers the client's goodbye behind everything that was pushed before it was heard. */
  private void partInOrder() throws IOException {
    faults.delay(Fault.GOODBYE_SLOW);
    leave();
    outbox.add(END);
    try {
      allWritten.await();
      socket.sendClose(1000, "");
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuse() {
    try {
      socket.sendClose(1007, "");
    } catch (IOException gone) {
      // nobody is left to tell
    }
  }

  void reset() {
    socket.reset();
  }

  void close() {
    socket.close();
  }

  Connection snapshot() {
    return new Connection(
        id,
        grant.app().clientId(),
        grant.userAgent(),
        grant.subscriptions().stream().map(Subscription::topic).toList(),
        secure,
        leaving);
  }
}
