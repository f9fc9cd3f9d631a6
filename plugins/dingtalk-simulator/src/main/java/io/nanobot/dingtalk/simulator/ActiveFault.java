package io.nanobot.dingtalk.simulator;

/**
 * A fault that was switched on. It lasts until it is cleared, or for as many calls as {@link
 * #times} says.
 */
public final class ActiveFault {
  private static final int FOR_EVER = Integer.MAX_VALUE;

  private final Faults faults;
  private final Fault fault;
  private final String argument;
  private int left = FOR_EVER;

  ActiveFault(Faults faults, Fault fault, String argument) {
    this.faults = faults;
    this.fault = fault;
    this.argument = fault.argument(argument);
  }

  /**
   * Limits the fault to the next calls that it concerns. The states of the network, {@link
   * Faults#refuseTcp} and {@link Faults#blackHole}, concern no single call and last until they are
   * cleared.
   */
  public ActiveFault times(int calls) {
    if (calls < 1) {
      throw new IllegalArgumentException("a fault strikes at least once, not " + calls + " times");
    }
    synchronized (faults) {
      left = calls;
    }
    return this;
  }

  /** Switches this one fault off. */
  public void off() {
    faults.clear(fault);
  }

  /** Uses up one call; true when that was the last. */
  boolean struck() {
    if (left != FOR_EVER) {
      left--;
    }
    return left == 0;
  }

  String argument() {
    return argument;
  }

  /** Only of a fault that says so: otherwise what is no number could have been switched on. */
  int number() {
    if (!fault.takesNumber()) {
      throw new IllegalStateException(fault + " does not say that its argument is a number");
    }
    return Integer.parseInt(argument);
  }
}
