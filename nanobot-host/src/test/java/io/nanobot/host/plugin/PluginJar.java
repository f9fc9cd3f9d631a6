package io.nanobot.host.plugin;

import io.nanobot.api.channel.ChannelFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.pf4j.ExtensionPoint;
import org.pf4j.processor.ExtensionAnnotationProcessor;
import org.slf4j.Logger;

/**
 * A plugin jar, really compiled and really packed: by default a good channel, which each test
 * spoils in one place.
 */
public final class PluginJar {
  private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED =
      new ConcurrentHashMap<>();

  private static final String CHANNEL_FACTORY =
      """
      package zoo;
      import io.nanobot.api.channel.*;
      @org.pf4j.Extension
      public class Factory implements ChannelFactory<$configName> {
        public Factory() { $constructor }
        public String type() { $type }
        public String displayName() { $displayName }
        public IdentityScheme identityScheme() { $identityScheme }
        public java.util.Optional<String> account($configName config) { $account }
        @SuppressWarnings({"unchecked", "rawtypes"})
        public Class configType() { $configType }
        public Channel create($configName config, ChannelContext context) throws ChannelException {
          $create
        }
        static void hang() {
          while (true) {
            try {
              Thread.sleep(600_000);
            } catch (InterruptedException e) {
              $interrupted
            }
          }
        }
        static void recurse() { recurse(); }
        static <T extends Throwable> void sneak(Throwable t) throws T {
          @SuppressWarnings("unchecked") T thrown = (T) t;
          throw thrown;
        }
      }
      """;

  private static final String CHANNEL =
      """
      package zoo;
      import io.nanobot.api.channel.*;
      import io.nanobot.api.message.*;
      import java.util.*;
      class TheChannel implements Channel {
        final $configName config;
        final ChannelContext context;
        TheChannel($configName config, ChannelContext context) {
          this.config = config;
          this.context = context;
        }
        public Connection connect() throws ChannelException, InterruptedException { $connect }
        public Receipt send(OutboundMessage message) throws ChannelException, InterruptedException {
          $send
        }
        public void close() { $close }
      }
      """;

  private final Map<String, String> parts = new TreeMap<>();
  private final Map<String, String> sources = new TreeMap<>();
  private final Map<String, String> manifest = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> removed = new ArrayList<>();

  private PluginJar(String id) {
    manifest.put("Plugin-Id", id);
    manifest.put("Plugin-Version", "1.0.0");
    manifest.put("Plugin-Requires", ">=0.1.0 & <1.0.0");
  }

  /** A good channel plugin whose ID and type are the given name. */
  public static PluginJar channel(String name) {
    PluginJar jar = new PluginJar(name);
    jar.parts.put("configName", "Config");
    jar.parts.put("constructor", "");
    jar.parts.put("type", "return \"%s\";".formatted(name));
    jar.parts.put("displayName", "return \"The Channel\";");
    jar.parts.put("identityScheme", "return new IdentityScheme(\"staffId\", \"Staff ID\");");
    jar.parts.put("configType", "return Config.class;");
    jar.parts.put("account", "return java.util.Optional.empty();");
    jar.parts.put("create", "return new TheChannel(config, context);");
    jar.parts.put("interrupted", "return;");
    jar.parts.put("connect", "return new Connection(\"test\");");
    jar.parts.put("send", "return new Receipt(List.of(Lazy.prefix() + message.markdown()));");
    jar.parts.put("close", "");
    jar.sources.put("zoo.Factory", CHANNEL_FACTORY);
    jar.sources.put("zoo.TheChannel", CHANNEL);
    jar.source("zoo.Config", "public record Config(String greeting) {}");
    return jar.source("zoo.Lazy", "class Lazy { static String prefix() { return \"sent \"; } }");
  }

  /** A plugin of the test's own classes. */
  public static PluginJar empty(String id) {
    return new PluginJar(id);
  }

  /** Replaces the body of a method: {@code type}, {@code create}, {@code connect} and so on. */
  public PluginJar body(String method, String code) {
    parts.put(method, code);
    return this;
  }

  /** Adds or replaces a class; the package statement is added. */
  public PluginJar source(String className, String code) {
    String folder = className.substring(0, className.lastIndexOf('.'));
    sources.put(className, "package " + folder + "; " + code);
    return this;
  }

  /** Adds {@code zoo.ThePlugin}, a subclass of PF4J's Plugin with these members. */
  public PluginJar pluginClass(String members) {
    manifest.put("Plugin-Class", "zoo.ThePlugin");
    return source(
        "zoo.ThePlugin", "public class ThePlugin extends org.pf4j.Plugin { " + members + " }");
  }

  /** Sets an attribute of the manifest. */
  public PluginJar manifest(String name, String value) {
    manifest.put(name, value);
    return this;
  }

  /** Removes an attribute of the manifest. */
  public PluginJar withoutAttribute(String name) {
    manifest.remove(name);
    return this;
  }

  /** Adds a file. */
  public PluginJar file(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  /** Adds a class of the test's own class path. */
  public PluginJar bundle(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    try (var in = type.getClassLoader().getResourceAsStream(name)) {
      return file(name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a file that the compiler or its annotation processor wrote. */
  public PluginJar without(String name) {
    removed.add(name);
    return this;
  }

  /** Compiles, packs and writes it. */
  public Path write(Path file) {
    Map<String, byte[]> content =
        new TreeMap<>(COMPILED.computeIfAbsent(filled(), PluginJar::compile));
    content.putAll(files);
    removed.forEach(content::remove);
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, packed(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> filled() {
    Map<String, String> all = new TreeMap<>();
    sources.forEach((name, template) -> all.put(name, fill(template)));
    return all;
  }

  private String fill(String template) {
    String text = template;
    for (Map.Entry<String, String> part : parts.entrySet()) {
      text = text.replaceAll("\\$" + part.getKey() + "\\b", part.getValue().replace("\\", "\\\\"));
    }
    return text;
  }

  private byte[] packed(Map<String, byte[]> content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Manifest head = new Manifest();
    head.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(head.getMainAttributes()::putValue);
    try (JarOutputStream jar = new JarOutputStream(bytes, head)) {
      for (Map.Entry<String, byte[]> entry : content.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static Map<String, byte[]> compile(Map<String, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (var manager = compiler.getStandardFileManager(problems, null, StandardCharsets.UTF_8)) {
      Path output = Files.createTempDirectory("plugin-classes");
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
      manager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath());
      List<SourceText> units =
          sources.entrySet().stream().map(e -> new SourceText(e.getKey(), e.getValue())).toList();
      var task = compiler.getTask(null, manager, problems, List.of("-nowarn"), null, units);
      task.setProcessors(List.of(new ExtensionAnnotationProcessor()));
      if (!task.call()) {
        throw new IllegalArgumentException(problems.getDiagnostics().toString());
      }
      return contentOf(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> classPath() {
    return Stream.of(ChannelFactory.class, ExtensionPoint.class, Logger.class)
        .map(PluginJar::home)
        .toList();
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, byte[]> contentOf(Path output) throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(output)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isRegularFile(path)) {
          String name = output.relativize(path).toString().replace('\\', '/');
          content.put(name, Files.readAllBytes(path));
        }
        Files.delete(path);
      }
    }
    return content;
  }

  private static final class SourceText extends SimpleJavaFileObject {
    private final String text;

    SourceText(String className, String text) {
      super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
