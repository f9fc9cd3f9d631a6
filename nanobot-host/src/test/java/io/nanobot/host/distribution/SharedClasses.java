package io.nanobot.host.distribution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The classes of a start, prepared by the JVM for all later ones: the tests start some hundred
 * processes, and each costs a quarter less of the processor so.
 */
final class SharedClasses {
  private static String option; // null until the first process is to start

  private SharedClasses() {}

  /** For the JVM of a process; empty while the classes are prepared, and if that fails. */
  static synchronized String option() {
    if (option == null) {
      option = "";
      String name = "classes-" + ProcessHandle.current().pid();
      Path directory = NanobotProcess.DISTRIBUTION.resolveSibling(name);
      Path archive = directory.resolve("classes.jsa");
      archive.toFile().deleteOnExit();
      prepare(directory, archive);
      option = Files.exists(archive) ? " -XX:SharedArchiveFile=" + archive : "";
    }
    return option;
  }

  private static void prepare(Path directory, Path archive) {
    new Home(directory).with(Map.of());
    String options = "-Duser.home=%s -XX:ArchiveClassesAtExit=%s".formatted(directory, archive);
    try (NanobotProcess gateway =
        NanobotProcess.start(directory, Map.of("NANOBOT_OPTS", options), "gateway")) {
      gateway.awaitLine("Health endpoint").terminate();
    } catch (AssertionError e) {
      LoggerFactory.getLogger(SharedClasses.class).warn("Goes without prepared classes", e);
    }
  }
}
