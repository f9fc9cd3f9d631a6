package io.nanobot.host.cli;

import ch.qos.logback.classic.Level;
import io.nanobot.host.security.Redactor;
import java.util.List;

/**
 * Chooses how much is logged. Has to be called before the first logger is made, and therefore by a
 * class that has none.
 */
final class Logs {
  /** Whose own log is of little use to the user of a gateway. */
  static final List<String> LIBRARIES =
      List.of(
          "org.pf4j",
          "com.dingtalk.open",
          "com.networknt",
          "com.github.victools",
          "org.apache.hc"); // its DEBUG shows whole requests, signatures in URLs among them

  /** One for the process, as the log and the terminal are. */
  private static final Redactor REDACTOR = new Redactor();

  private static volatile Level level = Level.INFO;
  private static volatile Level libraryLevel = Level.WARN;

  private Logs() {}

  static void forGateway(boolean verbose) {
    level = verbose ? Level.DEBUG : Level.INFO;
    // Never DEBUG: libraries do not know which of their words are secret, nor which are messages.
    libraryLevel = verbose ? Level.INFO : Level.WARN;
  }

  /** A command that answers a question shows its answer, and nothing that went well on the way. */
  static void forShortCommand() {
    level = Level.ERROR;
  }

  /** A command whose answer says of each plugin what the log would say once more. */
  static void forReport() {
    level = Level.OFF;
  }

  /** Hides secrets in all that is logged or shown. */
  static Redactor redactor() {
    return REDACTOR;
  }

  static Level level() {
    return level;
  }

  static Level libraryLevel() {
    return libraryLevel;
  }
}
