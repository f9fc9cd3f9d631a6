package io.nanobot.host.distribution;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * The long form of the kill loop. In the root of the repository:
 *
 * <pre>{@code
 * mvn -q -B -DskipTests -pl nanobot-host -am package dependency:build-classpath \
 *   -Dmdep.includeScope=test -Dmdep.outputFile=$PWD/nanobot-host/target/test.classpath
 * java -Dnanobot.test.distribution=$PWD/nanobot-host/target/nanobot \
 *   -cp nanobot-host/target/test-classes:nanobot-host/target/classes:$(cat nanobot-host/target/test.classpath) \
 *   io.nanobot.host.distribution.KillLoopMain sqlite 200
 * }</pre>
 */
final class KillLoopMain {
  private static final String USAGE =
      "Usage: KillLoopMain sqlite|postgresql|mariadb <kills> [<seed> [<clean stops> [<freezes>]]]";

  private KillLoopMain() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    if (arguments.length < 2) {
      out.println(USAGE);
      System.exit(2);
    }
    KillLoopSettings settings = settings(arguments);
    endGatewaysAtExit();
    Path directory = Files.createTempDirectory("kill-loop");
    out.println("seed " + settings.seed() + ", the gateways' homes and output: " + directory);
    KillReport report = KillLoop.run(settings, directory);
    out.println(report.summary());
    report.failures().forEach(out::println);
    System.exit(report.failures().isEmpty() ? 0 : 1);
  }

  /** Ends the gateways also when this process is interrupted. */
  static void endGatewaysAtExit() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    ProcessHandle.current()
                        .children()
                        .filter(KillLoopMain::isGateway)
                        .forEach(ProcessHandle::destroyForcibly)));
  }

  /** And not the database, which ends by itself. */
  private static boolean isGateway(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("java")).isPresent();
  }

  private static KillLoopSettings settings(String[] arguments) {
    KillLoopStore store = KillLoopStore.named(arguments[0]);
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : new Random().nextLong();
    KillLoopSettings settings = store.settings(Integer.parseInt(arguments[1]), seed);
    if (arguments.length > 3) {
      settings = settings.withStops(Integer.parseInt(arguments[3]));
    }
    if (arguments.length > 4) {
      settings = settings.withFreezes(Integer.parseInt(arguments[4]));
    }
    return settings;
  }
}
