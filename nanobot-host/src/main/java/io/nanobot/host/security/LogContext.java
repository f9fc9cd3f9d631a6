package io.nanobot.host.security;

import java.util.function.Supplier;
import org.slf4j.MDC;

/** Names the channel in every line that is logged while something is done for it. */
public final class LogContext {
  private static final String CHANNEL = "channel";

  private LogContext() {}

  /** On this thread, which afterwards is as before. */
  public static <T> T of(String channel, Supplier<T> body) {
    String before = MDC.get(CHANNEL);
    MDC.put(CHANNEL, channel);
    try {
      return body.get();
    } finally {
      if (before == null) {
        MDC.remove(CHANNEL);
      } else {
        MDC.put(CHANNEL, before);
      }
    }
  }
}
