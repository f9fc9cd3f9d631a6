package io.nanobot.host.cli;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for Ctrl+C or SIGTERM, and leaves at once on the second. The JVM's own reaction would be an
 * exit code of 130 or 143, where a stop that was asked for is a success.
 */
final class StopSignal {
  private static final int FORCED = 1;

  private final CompletableFuture<String> asked = new CompletableFuture<>();
  private final PrintWriter out;

  StopSignal(PrintWriter out) {
    this.out = out;
    handle("INT");
    handle("TERM");
  }

  boolean asked() {
    return asked.isDone();
  }

  /** Waits, and tells which signal it was. */
  String await() throws InterruptedException {
    awaitOr(asked);
    return asked.join();
  }

  boolean await(Duration limit) throws InterruptedException {
    try {
      asked.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a signal can not fail", e);
    }
  }

  /** Waits for a signal, or for something else, whatever comes first. */
  void awaitOr(CompletableFuture<?> other) throws InterruptedException {
    try {
      CompletableFuture.anyOf(asked, other).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a wish can not fail", e);
    }
  }

  private void signalled(String name) {
    if (asked.isDone()) {
      Runtime.getRuntime().halt(FORCED);
    }
    out.println("\nShutting down... Press Ctrl+C again to force.");
    asked.complete("SIG" + name);
  }

  /** By reflection, because the class is in every JDK but outside of what --release shows. */
  private void handle(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler onSignal =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              signalled(name);
            }
            return null;
          };
      Object proxy =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(), new Class<?>[] {handler}, onSignal);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK offers no signal handling", e);
    }
  }
}
