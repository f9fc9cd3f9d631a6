package io.nanobot.host.plugin;

import io.nanobot.api.ApiVersion;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.regex.Pattern;

/** What a jar has to be like before PF4J sees it. The first rule that it breaks refuses it. */
final class JarRules {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Packages that come from the host, and the artifact that a plugin bundles by mistake. */
  private static final Map<String, String> PROVIDED =
      Map.of("io/nanobot/api/", "nanobot-api", "org/pf4j/", "pf4j", "org/slf4j/", "slf4j-api");

  private JarRules() {}

  /**
   * Checks all rules.
   *
   * @return what is worth a warning, if anything is
   */
  static Finding check(JarFacts jar) throws PluginRefused {
    isPlugin(jar);
    hasVersion(jar);
    isSelfContained(jar);
    bundlesNothingOfTheHost(jar);
    fits(jar, ApiVersion.stable());
    hasItsPluginClass(jar);
    hasItsExtensions(jar);
    return warning(jar);
  }

  private static void isPlugin(JarFacts jar) throws PluginRefused {
    if (jar.id().isEmpty()) {
      throw new PluginRefused(
          "its manifest has no Plugin-Id, so it is not a plugin",
          "if it is a library, remove it: a plugin brings its libraries inside its own jar; if it is"
              + " a plugin, let its build write Plugin-Id and Plugin-Version into its manifest");
    }
    if (!ID.matcher(jar.id()).matches()) {
      throw new PluginRefused(
          "its Plugin-Id '%s' is not an identifier".formatted(jar.id()),
          "use letters, digits, '.', '_' and '-' only");
    }
  }

  private static void hasVersion(JarFacts jar) throws PluginRefused {
    if (!ApiRange.isVersion(jar.version())) {
      throw new PluginRefused(
          jar.version().isEmpty()
              ? "its manifest has no Plugin-Version"
              : "its Plugin-Version '%s' is not a semantic version".formatted(jar.version()),
          "write major.minor.patch, for example 1.0.0, into its manifest");
    }
  }

  /**
   * What PF4J makes of dependencies that are missing, cyclic or of another version harms others.
   */
  private static void isSelfContained(JarFacts jar) throws PluginRefused {
    if (!jar.dependencies().isEmpty()) {
      throw new PluginRefused(
          "it depends on other plugins (Plugin-Dependencies: %s), but plugins are self-contained"
              .formatted(jar.dependencies()),
          "put what it needs inside its own jar and remove Plugin-Dependencies from its manifest");
    }
  }

  private static void bundlesNothingOfTheHost(JarFacts jar) throws PluginRefused {
    for (Entry<String, String> provided : PROVIDED.entrySet()) {
      String example = firstIn(provided.getKey(), jar);
      if (!example.isEmpty()) {
        throw new PluginRefused(
            "it contains classes that come from the host (%s, of %s)"
                .formatted(example, provided.getValue()),
            "use scope provided for the dependency %s and build it again"
                .formatted(provided.getValue()));
      }
    }
  }

  private static String firstIn(String folder, JarFacts jar) {
    return jar.classes().stream().filter(c -> c.startsWith(folder)).sorted().findFirst().orElse("");
  }

  private static void fits(JarFacts jar, String api) throws PluginRefused {
    ApiRange range = new ApiRange(jar.requires());
    if (!range.isReadable()) {
      throw new PluginRefused(
          "its Plugin-Requires '%s' is not a range of versions".formatted(jar.requires()),
          "write a range such as '>=%s & <1.0.0' into its manifest".formatted(api));
    }
    if (!range.contains(api)) {
      throw new PluginRefused(
          "it requires API %s, but this host has API %s".formatted(jar.requires(), api),
          "install a version of it that is built for API %s, or another version of the host"
              .formatted(api));
    }
  }

  private static void hasItsPluginClass(JarFacts jar) throws PluginRefused {
    if (!jar.pluginClass().isEmpty() && !jar.contains(jar.pluginClass())) {
      throw new PluginRefused(
          "its Plugin-Class %s is not found in %s".formatted(jar.pluginClass(), jar.fileName()),
          "correct Plugin-Class in its manifest, or leave it out: a plugin needs none");
    }
  }

  private static void hasItsExtensions(JarFacts jar) throws PluginRefused {
    List<String> index = jar.index().orElse(List.of());
    if (index.isEmpty()) {
      throw new PluginRefused(
          jar.index().isPresent()
              ? "its META-INF/extensions.idx is empty, so it provides nothing"
              : "it has no META-INF/extensions.idx, so it provides nothing",
          "mark its factory with @Extension and let its build process annotations, which javac of"
              + " JDK 23 and newer does only if told: name org.pf4j:pf4j under"
              + " <annotationProcessorPaths> of maven-compiler-plugin");
    }
    for (String extension : index) {
      if (!jar.contains(extension)) {
        throw new PluginRefused(
            "its META-INF/extensions.idx names %s, which is not found in %s"
                .formatted(extension, jar.fileName()),
            "build it again from a clean state (mvn clean package)");
      }
    }
  }

  private static Finding warning(JarFacts jar) {
    String fix = "write a range such as '>=%s & <1.0.0' into its manifest";
    if (jar.requires().isEmpty()) {
      return new Finding(
          "its manifest has no Plugin-Requires, so nothing tells whether it fits this host",
          fix.formatted(ApiVersion.stable()));
    }
    if (new ApiRange(jar.requires()).isBare()) {
      return new Finding(
          "its Plugin-Requires '%s' means that version or any newer one".formatted(jar.requires()),
          fix.formatted(jar.requires()));
    }
    return Finding.NOTHING;
  }
}
