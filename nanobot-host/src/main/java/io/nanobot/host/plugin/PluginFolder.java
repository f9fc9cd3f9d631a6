package io.nanobot.host.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A folder that people put plugin jars into. */
final class PluginFolder {
  private PluginFolder() {}

  /**
   * Everything in it, in the order of the names.
   *
   * @return nothing if the folder does not exist
   */
  static List<Path> entries(Path folder) throws PluginRefused {
    if (Files.notExists(folder)) {
      return List.of();
    }
    if (!Files.isDirectory(folder)) {
      throw new PluginRefused(
          "it should be a folder with plugins, but it is a file",
          "name the folder that the jar is in");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted(Comparator.comparing(PluginFolder::name)).toList();
    } catch (IOException e) {
      throw new PluginRefused(
          "this folder of plugins can not be read (%s)".formatted(e.getClass().getSimpleName()),
          "give the user of the gateway the right to read it");
    }
  }

  /** Why an entry is none of the host's business, if it is not. */
  static Finding whyNotJar(Path entry) {
    if (Files.isDirectory(entry)) {
      return new Finding("it is a folder, not a jar", "put the jars themselves into the folder");
    }
    if (!name(entry).toLowerCase(Locale.ROOT).endsWith(".jar")) {
      return new Finding("it is not a jar: its name does not end in .jar", "");
    }
    return Finding.NOTHING;
  }

  private static String name(Path entry) {
    return entry.getFileName().toString();
  }
}
