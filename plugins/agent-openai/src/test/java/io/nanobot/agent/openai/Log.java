package io.nanobot.agent.openai;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged meanwhile, by us and by the libraries. */
final class Log extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

  Log() {
    root.setLevel(Level.TRACE);
    setContext(root.getLoggerContext());
    start();
    root.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  /** What an operator sees by default. */
  String visible() {
    return text(Level.INFO);
  }

  String all() {
    return text(Level.TRACE);
  }

  private String text(Level least) {
    StringBuilder text = new StringBuilder();
    for (ILoggingEvent event : events) {
      if (event.getLevel().isGreaterOrEqual(least)) {
        text.append(event.getFormattedMessage()).append('\n');
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    root.detachAppender(this);
    root.setLevel(before);
  }
}
