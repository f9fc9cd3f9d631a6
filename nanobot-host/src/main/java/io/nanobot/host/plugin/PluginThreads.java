package io.nanobot.host.plugin;

import java.lang.ref.WeakReference;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Named daemon threads that belong to one plugin: its class loader is their context class loader,
 * and they take over nothing else of the thread that happens to start them, which may belong to
 * another plugin.
 */
final class PluginThreads implements ThreadFactory {
  private static final long DEFAULT_STACK = 0;

  private final String prefix;
  private final WeakReference<ClassLoader> loader; // whoever keeps the factory keeps no plugin
  private final ThreadGroup group = Thread.currentThread().getThreadGroup();
  private final AtomicInteger count = new AtomicInteger();

  PluginThreads(String prefix, ClassLoader loader) {
    this.prefix = prefix;
    this.loader = new WeakReference<>(loader);
  }

  /**
   * A thread keeps the access control context of the code that made it, and with that the class
   * loader of every class on the stack; {@code doPrivileged} cuts that off. On JDK 24 and newer,
   * which have no such context, it only runs the action.
   */
  @Override
  @SuppressWarnings("removal")
  public Thread newThread(Runnable work) {
    return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> make(work));
  }

  private Thread make(Runnable work) {
    String name = prefix + '-' + count.incrementAndGet();
    Thread thread = new Thread(group, work, name, DEFAULT_STACK, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader.get());
    return thread;
  }
}
