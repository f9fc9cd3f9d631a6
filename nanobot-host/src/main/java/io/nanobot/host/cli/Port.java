package io.nanobot.host.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A port as it is written on the command line; 0 lets the system choose. */
record Port(int number) {
  private static final int HIGHEST = 65_535;

  /** Reads it. */
  static final class Converter implements ITypeConverter<Port> {
    @Override
    public Port convert(String value) {
      try {
        int number = Integer.parseInt(value);
        if (number >= 0 && number <= HIGHEST) {
          return new Port(number);
        }
      } catch (NumberFormatException e) {
        // told below, as for a number that is out of range
      }
      throw new TypeConversionException("'%s' is no port: 0 to 65535 are".formatted(value));
    }
  }
}
