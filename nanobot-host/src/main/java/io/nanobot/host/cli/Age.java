package io.nanobot.host.cli;

import io.nanobot.host.config.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as it is written in the configuration. */
final class Age implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      return Durations.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new TypeConversionException("'%s' is no age; write 7d or 12h".formatted(text));
    }
  }
}
