package io.nanobot.host.cli;

/** A command can not do what it was asked for; the message tells the user why. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }
}
