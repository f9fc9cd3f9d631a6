package io.nanobot.host.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a program that stores something, cuts its power, and shows what it had acknowledged and what
 * the disk holds afterwards. How the disk is simulated stands in {@code src/test/c/powercut.c}.
 */
public final class PowerCut {
  private static final Path COMPILER = Path.of("/usr/bin/gcc");
  private static final Path SOURCE =
      Path.of(System.getProperty("basedir", ""), "src", "test", "c", "powercut.c");

  /**
   * What is left.
   *
   * @param acknowledged all that the program acknowledged, in order
   * @param disk a folder with what had been flushed of the folder that the program wrote in
   * @param syncs how often the program flushed a file
   */
  public record Aftermath(List<String> acknowledged, Path disk, long syncs) {}

  private PowerCut() {}

  /** For the program: says that something is stored for good. */
  public static void acknowledge(String what) {
    // Written at once, so that a kill does not tear the line.
    System.out.print(Victim.ACKNOWLEDGED + what + "\n");
    System.out.flush();
  }

  /**
   * Starts a program in a JVM of its own and cuts the power once it has acknowledged so much. The
   * test is skipped, with the reason, where this can not be simulated.
   *
   * @param scratch an empty folder for everything that is needed
   * @param program its main method gets the folder to write in, then the arguments, and goes on
   *     until it is killed
   */
  public static Aftermath after(
      int acknowledgements, Path scratch, Class<?> program, String... arguments) {
    return after(acknowledgements, Duration.ZERO, scratch, program, arguments);
  }

  /**
   * As {@link #after(int, Path, Class, String...)}, on a disk whose flushes take so much longer.
   */
  public static Aftermath after(
      int acknowledgements, Duration flush, Path scratch, Class<?> program, String... arguments) {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "only Linux can load the simulation");
    assumeTrue(Files.isExecutable(COMPILER), "gcc is not installed");
    try {
      Path root = scratch.toRealPath();
      Path written = Files.createDirectory(root.resolve("written"));
      Path disk = Files.createDirectory(root.resolve("disk"));
      ProcessBuilder builder = jvm(root, program, written, arguments);
      builder.environment().put("LD_PRELOAD", compile(root).toString());
      builder.environment().put("POWERCUT_FROM", written.toString());
      builder.environment().put("POWERCUT_TO", disk.toString());
      builder.environment().put("POWERCUT_SLOW", Long.toString(flush.toMillis()));
      List<String> acknowledged = Victim.start(builder).killAfter(acknowledgements);
      Path syncs = root.resolve("disk.syncs");
      return new Aftermath(acknowledged, disk, Files.exists(syncs) ? Files.size(syncs) : 0);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the power cut could not be simulated", e);
    }
  }

  private static Path compile(Path root) throws IOException, InterruptedException {
    Path library = root.resolve("powercut.so");
    Path log = root.resolve("gcc.txt");
    List<String> command =
        List.of(
            COMPILER.toString(),
            "-shared",
            "-fPIC",
            "-O2",
            "-Wall",
            "-pthread",
            "-o",
            library.toString(),
            SOURCE.toString(),
            "-ldl");
    Process compiler =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(compiler.waitFor()).as("gcc, see %s", log).isZero();
    return library;
  }

  private static ProcessBuilder jvm(Path root, Class<?> program, Path written, String... arguments)
      throws IOException {
    // SQLite's driver unpacks its library there, and a killed JVM leaves it.
    Path temporary = Files.createDirectory(root.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:-UsePerfData");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.add(written.toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
