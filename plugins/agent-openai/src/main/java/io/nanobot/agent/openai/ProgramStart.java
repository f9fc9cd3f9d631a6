package io.nanobot.agent.openai;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/**
 * Starts a program without the JDK remembering who did. Before JDK 21 the thread that waits for a
 * program's end, and for a minute more for other work, keeps the class loaders of all classes that
 * were on the stack at the start, so this plugin could not be unloaded. Hence a stack of the JDK's
 * own: its common pool, a method handle, and no class of ours.
 */
final class ProgramStart {
  private static final long LONGEST_WAIT_SECONDS = 2;

  private ProgramStart() {}

  /** Not to be interrupted: a program that is started has to be known to somebody. */
  static Process of(ProcessBuilder program) throws IOException {
    FutureTask<Process> start = new FutureTask<>(call(program));
    ForkJoinPool.commonPool().execute(start);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return start.get(LONGEST_WAIT_SECONDS, SECONDS);
        } catch (TimeoutException e) {
          start.run(); // others block the pool; does nothing if it is being done
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("not started", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Callable<Process> call(ProcessBuilder program) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(
        ClassLoader.getSystemClassLoader()); // where the proxy's class goes
    try {
      MethodHandle start =
          MethodHandles.publicLookup()
              .findVirtual(ProcessBuilder.class, "start", MethodType.methodType(Process.class))
              .bindTo(program);
      @SuppressWarnings("unchecked")
      Callable<Process> call = MethodHandleProxies.asInterfaceInstance(Callable.class, start);
      return call;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // it is there since Java 5
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
