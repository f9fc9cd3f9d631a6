package io.nanobot.host.distribution;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * Runs the soak. Built and started as {@link KillLoopMain} is, with a length such as {@code 90s} or
 * {@code 30m}, and a seed if faults shall come as in an earlier run.
 */
final class SoakMain {
  private static final String USAGE =
      "Usage: SoakMain <length, at least 30s, such as 30m> [<seed>]";

  private SoakMain() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    if (arguments.length < 1) {
      out.println(USAGE);
      System.exit(2);
    }
    Duration length = Duration.parse("PT" + arguments[0]);
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : new Random().nextLong();
    Path directory = Files.createTempDirectory("soak");
    KillLoopMain.endGatewaysAtExit();
    out.println("seed " + seed + ", the gateway's home: " + directory);
    SoakReport report = Soak.run(length, seed, directory);
    out.println(report.summary());
    report.failures().forEach(out::println);
    System.exit(report.failures().isEmpty() ? 0 : 1);
  }
}
