package io.nanobot.channel.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jar as it is dropped into a plugins folder. The host's tests use it in a terminal. */
final class PackedJarIT {
  @Test
  void holdsWhatItNeedsAndNoMore() throws Exception {
    try (JarFile jar = new JarFile(jar().toFile())) {
      var attributes = jar.getManifest().getMainAttributes();
      assertThat(attributes.getValue("Plugin-Id")).isEqualTo("nanobot-channel-console");
      assertThat(attributes.getValue("Plugin-Requires")).isEqualTo(">=0.1.0 & <0.2.0");
      List<String> names = jar.stream().map(JarEntry::getName).toList();
      assertThat(names)
          .contains("META-INF/extensions.idx", "META-INF/THIRD-PARTY.txt")
          .contains("org/jline/utils/xterm-256color.caps")
          .noneMatch(it -> it.startsWith("io/nanobot/api/"))
          .noneMatch(it -> it.startsWith("org/pf4j/"))
          .noneMatch(it -> it.startsWith("org/slf4j/"))
          .noneMatch(it -> it.startsWith("META-INF/maven/"));
    }
  }

  @Test
  void holdsNoNativeLibrary() throws Exception {
    try (JarFile jar = new JarFile(jar().toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .noneMatch(it -> it.startsWith("org/jline/nativ/"))
          .noneMatch(it -> it.matches(".*\\.(so|dll|jnilib|dylib)"));
    }
  }

  private static Path jar() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(it -> it.getFileName().toString().matches("nanobot-channel-console-.*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }
}
