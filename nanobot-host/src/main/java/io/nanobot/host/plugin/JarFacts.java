package io.nanobot.host.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a jar says about itself, read without loading a class.
 *
 * @param fileName as people know the jar
 * @param id {@code Plugin-Id}; empty if there is none, as all attributes
 * @param version {@code Plugin-Version}
 * @param requires {@code Plugin-Requires}, a range of API versions
 * @param pluginClass {@code Plugin-Class}
 * @param dependencies {@code Plugin-Dependencies}
 * @param index the classes that {@code META-INF/extensions.idx} names, if the jar has one
 * @param classes all classes in the jar, as {@code a/b/C.class}
 */
record JarFacts(
    String fileName,
    String id,
    String version,
    String requires,
    String pluginClass,
    String dependencies,
    Optional<List<String>> index,
    Set<String> classes) {

  private static final String INDEX = "META-INF/extensions.idx";
  private static final String CLASS = ".class";
  private static final String COPY_AGAIN =
      "copy the file again: its download, its copy or its build may be incomplete";

  static JarFacts read(Path copy, String fileName) throws PluginRefused {
    try (JarFile jar =
        new JarFile(copy.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      Manifest manifest = Optional.ofNullable(jar.getManifest()).orElseGet(Manifest::new);
      Attributes attributes = manifest.getMainAttributes();
      return new JarFacts(
          fileName,
          value(attributes, "Plugin-Id"),
          value(attributes, "Plugin-Version"),
          value(attributes, "Plugin-Requires"),
          value(attributes, "Plugin-Class"),
          value(attributes, "Plugin-Dependencies"),
          index(jar),
          classes(jar));
    } catch (IOException | RuntimeException e) { // a malformed entry name is a RuntimeException
      String message = String.valueOf(e.getMessage()).replace(copy + "", fileName);
      throw new PluginRefused("it is not a readable jar (" + message + ")", COPY_AGAIN);
    }
  }

  boolean contains(String className) {
    return classes.contains(className.replace('.', '/') + CLASS);
  }

  /** The plugin as people know it. */
  String label() {
    return id + " " + version;
  }

  private static String value(Attributes attributes, String name) {
    return OneLine.of(attributes.getValue(name));
  }

  private static Optional<List<String>> index(JarFile jar) throws IOException {
    ZipEntry entry = jar.getEntry(INDEX);
    if (entry == null) {
      return Optional.empty();
    }
    String text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    return Optional.of(
        text.lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .distinct()
            .toList());
  }

  private static Set<String> classes(JarFile jar) {
    return jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(CLASS))
        .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
        .collect(Collectors.toSet());
  }
}
