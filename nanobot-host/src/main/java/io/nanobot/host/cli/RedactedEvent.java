package io.nanobot.host.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import io.nanobot.host.security.Redactor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * An event with every text masked, for whatever encoder: also what the default format does not
 * show. Markers are the program's own words and stay.
 */
final class RedactedEvent implements ILoggingEvent {
  private final ILoggingEvent event;
  private final Redactor redactor;
  private final String message;

  RedactedEvent(ILoggingEvent event, Redactor redactor) {
    this.event = event;
    this.redactor = redactor;
    this.message = masked(event.getFormattedMessage());
  }

  @Override
  public String getFormattedMessage() {
    return message;
  }

  @Override
  public String getMessage() {
    return masked(event.getMessage());
  }

  /** Numbers as they are, anything else as masked text: an object could tell more. */
  @Override
  public Object[] getArgumentArray() {
    Object[] arguments = event.getArgumentArray();
    if (arguments == null) {
      return null;
    }
    Object[] masked = new Object[arguments.length];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = masked(arguments[i]);
    }
    return masked;
  }

  @Override
  public IThrowableProxy getThrowableProxy() {
    return RedactedThrowable.of(event.getThrowableProxy(), redactor);
  }

  @Override
  public Map<String, String> getMDCPropertyMap() {
    Map<String, String> masked = new HashMap<>();
    event.getMDCPropertyMap().forEach((key, value) -> masked.put(key, masked(value)));
    return masked;
  }

  @Override
  @SuppressWarnings("deprecation") // some encoders still ask for it
  public Map<String, String> getMdc() {
    return getMDCPropertyMap();
  }

  @Override
  public List<KeyValuePair> getKeyValuePairs() {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    return pairs == null
        ? null
        : pairs.stream().map(pair -> new KeyValuePair(pair.key, masked(pair.value))).toList();
  }

  @Override
  public String getThreadName() {
    return masked(event.getThreadName());
  }

  @Override
  public String getLoggerName() {
    return masked(event.getLoggerName());
  }

  @Override
  public Level getLevel() {
    return event.getLevel();
  }

  @Override
  public LoggerContextVO getLoggerContextVO() {
    return event.getLoggerContextVO();
  }

  @Override
  public StackTraceElement[] getCallerData() {
    return event.getCallerData();
  }

  @Override
  public boolean hasCallerData() {
    return event.hasCallerData();
  }

  @Override
  public List<Marker> getMarkerList() {
    return event.getMarkerList();
  }

  @Override
  public long getTimeStamp() {
    return event.getTimeStamp();
  }

  @Override
  public int getNanoseconds() {
    return event.getNanoseconds();
  }

  @Override
  public long getSequenceNumber() {
    return event.getSequenceNumber();
  }

  @Override
  public void prepareForDeferredProcessing() {
    event.prepareForDeferredProcessing();
  }

  @Override
  public String toString() {
    return "[" + getLevel() + "] " + message;
  }

  private Object masked(Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    try {
      return masked(value.toString());
    } catch (RuntimeException e) {
      return "(" + e.getClass().getName() + " in toString)";
    }
  }

  private String masked(String text) {
    return text == null ? null : redactor.mask(text);
  }
}
