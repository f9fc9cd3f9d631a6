package io.nanobot.host.plugin;

/**
 * An agent could not be made, or gave no answer. Plain text only, nothing of the plugin: neither
 * its exception nor a stack trace through its frames.
 */
public final class AgentFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;
  private final boolean timedOut;

  /**
   * A failure of the host's own.
   *
   * @param message a sentence for the person who runs the gateway
   */
  public AgentFailure(String message) {
    this(message, "", false);
  }

  AgentFailure(String message, String hint, boolean timedOut) {
    super(message);
    this.hint = hint;
    this.timedOut = timedOut;
  }

  /**
   * An answer took longer than it may.
   *
   * @param message a sentence for the person who runs the gateway
   * @return the failure of that turn, which is not to be repeated
   */
  public static AgentFailure tooSlow(String message) {
    return new AgentFailure(message, "", true);
  }

  static AgentFailure of(PluginFault fault) {
    boolean timedOut = fault.kind() == PluginFault.Kind.TIMED_OUT;
    return new AgentFailure(fault.getMessage(), fault.hint(), timedOut);
  }

  /**
   * What the reader can do about it.
   *
   * @return a sentence; empty if there is nothing to add
   */
  public String hint() {
    return hint;
  }

  /**
   * Whether it was cut off because its time was over.
   *
   * @return false if it failed by itself
   */
  public boolean timedOut() {
    return timedOut;
  }
}
