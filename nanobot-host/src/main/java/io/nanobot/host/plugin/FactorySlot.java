package io.nanobot.host.plugin;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A plugin's factory and classes, for as long as the plugin is loaded. Handles that others keep
 * refer to the plugin through a slot, so that one that is forgotten keeps no class loader alive.
 */
final class FactorySlot<F> {
  /** What is called on the factory. */
  interface Making<F, T> {
    T make(F factory) throws Exception;
  }

  private record Content<F>(F factory, Class<? extends Record> configType, ClassLoader loader) {}

  private final PluginBoundary boundary;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private volatile Content<F> content;

  FactorySlot(
      PluginBoundary boundary, F factory, Class<? extends Record> configType, ClassLoader loader) {
    this.boundary = boundary;
    this.content = new Content<>(factory, configType, loader);
  }

  Class<? extends Record> configType() {
    return content().configType();
  }

  ClassLoader loader() {
    return content().loader();
  }

  /** Makes something of the plugin, one at a time, as the SPI promises to factories. */
  <T> T create(Duration limit, Record config, Making<F, T> making)
      throws PluginFault, InterruptedException {
    F factory = factoryFor(config);
    return required(
        "create()", boundary.call("create()", limit, () -> exclusively(factory, making)));
  }

  /** As {@link #create}, for a question that is answered even to a thread that is being stopped. */
  <T> T ask(String action, Duration limit, Record config, Making<F, T> question)
      throws PluginFault {
    F factory = factoryFor(config);
    return required(
        action, boundary.callUninterruptibly(action, limit, () -> exclusively(factory, question)));
  }

  void clear() {
    content = null;
  }

  /** Locks on the plugin's thread, because a caller that gave up must not free the factory. */
  private <T> T exclusively(F factory, Making<F, T> making) throws Exception {
    oneAtATime.lockInterruptibly();
    try {
      return making.make(factory);
    } finally {
      oneAtATime.unlock();
    }
  }

  private F factoryFor(Record config) throws PluginFault {
    Content<F> now = content;
    if (now == null) {
      throw new PluginFault(PluginFault.Kind.NOT_CALLED, unloaded(), "");
    }
    if (!now.configType().isInstance(config)) {
      throw new IllegalArgumentException(
          "%s needs a %s".formatted(boundary.plugin(), now.configType().getName()));
    }
    return now.factory();
  }

  private <T> T required(String action, T answer) throws PluginFault {
    if (answer == null) {
      throw PluginFault.returned(boundary.plugin(), action, "null");
    }
    return answer;
  }

  private Content<F> content() {
    Content<F> now = content;
    if (now == null) {
      throw new IllegalStateException(unloaded());
    }
    return now;
  }

  private String unloaded() {
    return "Plugin %s was unloaded".formatted(boundary.plugin());
  }
}
