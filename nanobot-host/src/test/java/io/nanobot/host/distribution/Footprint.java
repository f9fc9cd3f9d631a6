package io.nanobot.host.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a gateway's process holds at one moment. Needs Linux and a JDK's {@code jcmd}.
 *
 * @param heap bytes of living objects, after a full collection
 * @param threads of the process, those of the JVM included
 * @param files open file descriptors, sockets included
 */
record Footprint(long heap, long threads, long files) {
  private static final Pattern LIVING = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  static Footprint of(ProcessHandle gateway) throws IOException, InterruptedException {
    Path process = Path.of("/proc", Long.toString(gateway.pid()));
    return new Footprint(
        heap(gateway), entries(process.resolve("task")), entries(process.resolve("fd")));
  }

  static long median(List<Footprint> all, ToLongFunction<Footprint> number) {
    long[] sorted = all.stream().mapToLong(number).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /**
   * The histogram collects all garbage before it counts. Into a file: from JDK 24 on a JVM stands
   * still until its histogram is read, and a process that measures itself could not read it.
   */
  private static long heap(ProcessHandle gateway) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Path told = Files.createTempFile("histogram", ".txt");
    try {
      new ProcessBuilder(jcmd, Long.toString(gateway.pid()), "GC.class_histogram")
          .redirectErrorStream(true)
          .redirectOutput(told.toFile())
          .start()
          .waitFor();
      Matcher living = LIVING.matcher(Files.readString(told));
      if (!living.find()) {
        throw new IllegalStateException("jcmd tells no total of living objects");
      }
      return Long.parseLong(living.group(1));
    } finally {
      Files.delete(told);
    }
  }

  private static long entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.count();
    }
  }
}
