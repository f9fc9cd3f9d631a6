package io.nanobot.host.plugin;

/** The host at work on a thread of a plugin: with its own context class loader meanwhile. */
final class HostSide {
  private static final ClassLoader HOST = HostSide.class.getClassLoader();

  private HostSide() {}

  /** Returns what {@link #leave} wants to have. */
  static ClassLoader enter() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(HOST);
    return before;
  }

  static void leave(ClassLoader before) {
    Thread.currentThread().setContextClassLoader(before);
  }
}
