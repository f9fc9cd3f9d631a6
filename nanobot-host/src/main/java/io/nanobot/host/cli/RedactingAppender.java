package io.nanobot.host.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.nanobot.host.security.Redactor;

/** Stands before another appender, and hands it events without secrets. */
final class RedactingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final Appender<ILoggingEvent> target;
  private final Redactor redactor;

  private RedactingAppender(Appender<ILoggingEvent> target, Redactor redactor) {
    this.target = target;
    this.redactor = redactor;
  }

  static RedactingAppender before(Appender<ILoggingEvent> target, Redactor redactor) {
    RedactingAppender appender = new RedactingAppender(target, redactor);
    appender.setContext(target.getContext());
    appender.setName(target.getName());
    appender.start();
    return appender;
  }

  @Override
  protected void append(ILoggingEvent event) {
    target.doAppend(new RedactedEvent(event, redactor));
  }

  @Override
  public void stop() {
    super.stop();
    target.stop();
  }
}
