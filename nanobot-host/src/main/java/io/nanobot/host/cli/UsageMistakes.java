package io.nanobot.host.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a mistyped command line: what is wrong, what may have been meant, exit code 2. */
final class UsageMistakes implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    if (mistake.getMessage().isEmpty()) {
      command.usage(err);
      return CommandLine.ExitCode.USAGE;
    }
    err.println(message(mistake));
    UnmatchedArgumentException.printSuggestions(mistake, err);
    err.printf("Try '%s --help' for help.%n", command.getCommandSpec().qualifiedName());
    return CommandLine.ExitCode.USAGE;
  }

  private static String message(ParameterException mistake) {
    boolean unknownCommand =
        mistake instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption()
            && !mistake.getCommandLine().getSubcommands().isEmpty();
    return unknownCommand
        ? "No such command '%s'."
            .formatted(((UnmatchedArgumentException) mistake).getUnmatched().get(0))
        : mistake.getMessage();
  }
}
