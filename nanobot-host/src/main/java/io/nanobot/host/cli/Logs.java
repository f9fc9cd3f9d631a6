package io.nanobot.host.cli;

/**
 * Chooses how much is logged. Has to be called before the first logger is made, and therefore by a
 * class that has none.
 */
final class Logs {
  private static final String LEVEL = "nanobot.log.level";
  private static final String LIBRARIES = "nanobot.log.libraries";

  private Logs() {}

  static void forGateway(boolean verbose) {
    System.setProperty(LEVEL, verbose ? "DEBUG" : "INFO");
    // Never DEBUG: libraries do not know which of their words are secret.
    System.setProperty(LIBRARIES, verbose ? "INFO" : "WARN");
  }

  /** A command that answers a question shows its answer, and nothing that went well on the way. */
  static void forShortCommand() {
    System.setProperty(LEVEL, "ERROR");
  }
}
