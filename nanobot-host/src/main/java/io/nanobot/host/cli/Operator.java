package io.nanobot.host.cli;

/** Who types a command, as the audit log names them. */
final class Operator {
  private Operator() {}

  static String name() {
    return "command line (%s)".formatted(System.getProperty("user.name"));
  }
}
