package io.nanobot.host.cli;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import io.nanobot.host.security.Redactor;

/** An exception, its causes and what it suppressed, with every message masked. */
final class RedactedThrowable implements IThrowableProxy {
  private final IThrowableProxy thrown;
  private final Redactor redactor;

  private RedactedThrowable(IThrowableProxy thrown, Redactor redactor) {
    this.thrown = thrown;
    this.redactor = redactor;
  }

  static IThrowableProxy of(IThrowableProxy thrown, Redactor redactor) {
    return thrown == null ? null : new RedactedThrowable(thrown, redactor);
  }

  @Override
  public String getMessage() {
    return masked(thrown.getMessage());
  }

  @Override
  public String getOverridingMessage() {
    return masked(thrown.getOverridingMessage());
  }

  @Override
  public String getClassName() {
    return thrown.getClassName();
  }

  @Override
  public StackTraceElementProxy[] getStackTraceElementProxyArray() {
    return thrown.getStackTraceElementProxyArray();
  }

  @Override
  public int getCommonFrames() {
    return thrown.getCommonFrames();
  }

  @Override
  public IThrowableProxy getCause() {
    return of(thrown.getCause(), redactor);
  }

  @Override
  public IThrowableProxy[] getSuppressed() {
    IThrowableProxy[] suppressed = thrown.getSuppressed();
    IThrowableProxy[] masked = new IThrowableProxy[suppressed.length];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = of(suppressed[i], redactor);
    }
    return masked;
  }

  @Override
  public boolean isCyclic() {
    return thrown.isCyclic();
  }

  private String masked(String text) {
    return text == null ? null : redactor.mask(text);
  }
}
