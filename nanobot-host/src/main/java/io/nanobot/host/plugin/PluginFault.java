package io.nanobot.host.plugin;

import io.nanobot.api.channel.ChannelException;

/**
 * A call into a plugin went wrong. Holds text and types of the API, and nothing of the plugin: its
 * exception, a stack trace through its frames or one of its classes would keep its class loader
 * alive for as long as somebody remembers the failure.
 */
final class PluginFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  enum Kind {
    /** It threw what it should not throw. */
    THREW,
    /** It threw what the SPI foresees. */
    CLASSIFIED,
    /** It returned what it must not return. */
    RETURNED,
    /** It did not return in time. */
    TIMED_OUT,
    /** It was not called at all: it is unloaded, or too many of its calls hang. */
    NOT_CALLED
  }

  private final Kind kind;
  private final String hint;
  private final transient ChannelException classified;

  PluginFault(Kind kind, String message, String hint) {
    this(kind, message, hint, null);
  }

  private PluginFault(Kind kind, String message, String hint, ChannelException classified) {
    super(message, null, false, false);
    this.kind = kind;
    this.hint = hint;
    this.classified = classified;
  }

  /** What the plugin threw; to be called on the plugin's thread, as it runs code of the plugin. */
  static PluginFault threw(String plugin, String action, Throwable thrown) {
    if (thrown instanceof ChannelException failure) {
      ChannelException copy = copyOf(failure);
      return new PluginFault(Kind.CLASSIFIED, copy.getMessage(), copy.hint(), copy);
    }
    String message =
        "Plugin %s failed in %s: %s".formatted(plugin, action, Thrown.describe(thrown));
    return new PluginFault(Kind.THREW, message, Thrown.hint(thrown));
  }

  static PluginFault returned(String plugin, String action, String what) {
    String message = "Plugin %s returned %s from %s".formatted(plugin, what, action);
    return new PluginFault(Kind.RETURNED, message, Thrown.REPORT_IT);
  }

  /** The same failure without its cause and without the plugin's stack trace. */
  static ChannelException copyOf(ChannelException failure) {
    return new ChannelException(
        failure.kind(),
        OneLine.of(failure.getMessage()),
        OneLine.of(failure.hint()),
        failure.retryAfter().filter(pause -> !pause.isNegative()));
  }

  Kind kind() {
    return kind;
  }

  String hint() {
    return hint;
  }

  /**
   * The failure in the terms of the SPI.
   *
   * @param fault what it means that the plugin did not classify it, although it was called
   */
  ChannelException asChannelException(ChannelException.Kind fault) {
    if (classified != null) {
      return copyOf(classified);
    }
    boolean nothingDone = kind == Kind.NOT_CALLED;
    return new ChannelException(
        nothingDone ? ChannelException.Kind.UNAVAILABLE : fault, getMessage(), hint);
  }
}
