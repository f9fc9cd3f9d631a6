package io.nanobot.host.cli;

import io.nanobot.host.config.ConfigException;
import io.nanobot.host.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Answers what a command could not do: sentences for a user's mistake, exit code 1. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (failure instanceof ConfigException config) {
      command.getOut().println(config.report());
    } else if (failure instanceof CommandFailure || failure instanceof StoreException) {
      command.getErr().println("Error: " + failure.getMessage());
    } else {
      throw failure;
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
