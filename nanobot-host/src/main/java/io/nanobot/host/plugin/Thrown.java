package io.nanobot.host.plugin;

import java.lang.reflect.InvocationTargetException;
import org.pf4j.PluginRuntimeException;

/**
 * Tells in plain text what a plugin threw. Runs code of the plugin: on the plugin's thread only.
 */
final class Thrown {
  static final String REPORT_IT = "This is a fault of the plugin: report it to its author.";
  private static final String INCOMPLETE =
      "A class that the plugin needs is missing or of another version: its jar has to contain all of"
          + " its libraries, since it sees none of the host's. Report it to its author.";

  private Thrown() {}

  static String describe(Throwable thrown) {
    Throwable root = unwrap(thrown);
    String name = root.getClass().getSimpleName();
    String message = message(root);
    return message.isEmpty() ? name : name + ": " + message;
  }

  static String hint(Throwable thrown) {
    Throwable root = unwrap(thrown);
    boolean incomplete = root instanceof LinkageError || root instanceof ClassNotFoundException;
    return incomplete ? INCOMPLETE : REPORT_IT;
  }

  private static Throwable unwrap(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && isWrapper(root)) {
      root = root.getCause();
    }
    return root;
  }

  private static boolean isWrapper(Throwable thrown) {
    return thrown instanceof InvocationTargetException
        || thrown instanceof PluginRuntimeException
        || thrown instanceof ExceptionInInitializerError;
  }

  /** The message may come from an overridden method, which can itself throw. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  private static String message(Throwable thrown) {
    try {
      return OneLine.of(thrown.getMessage());
    } catch (Throwable alsoBroken) {
      return "";
    }
  }
}
