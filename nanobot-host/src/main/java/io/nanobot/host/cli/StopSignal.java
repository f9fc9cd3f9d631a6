package io.nanobot.host.cli;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for Ctrl+C or SIGTERM, and leaves at once on the second. The JVM's own reaction would be an
 * exit code of 130 or 143, where a stop that was asked for is a success.
 */
final class StopSignal {
  private static final int FORCED = 1;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final PrintWriter out;
  private volatile String first;

  StopSignal(PrintWriter out) {
    this.out = out;
    handle("INT");
    handle("TERM");
  }

  boolean asked() {
    return asked.getCount() == 0;
  }

  /** Waits, and tells which signal it was. */
  String await() throws InterruptedException {
    asked.await();
    return first;
  }

  boolean await(Duration limit) throws InterruptedException {
    return asked.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void signalled(String name) {
    if (asked.getCount() == 0) {
      Runtime.getRuntime().halt(FORCED);
    }
    first = "SIG" + name;
    out.println("\nShutting down... Press Ctrl+C again to force.");
    asked.countDown();
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
