package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnloadTest {
  private static final String PLUGIN =
      """
      import io.nanobot.api.config.*;
      import java.util.*;
      record Settings(@Description("d") String name, Mode mode, Optional<Secret> token,
                      List<Inner> inner, Map<String, Inner> more) {
        enum Mode { A, B }
        record Inner(@Default("1") int number) {}
        Settings {
          if (name.equals("bad")) {
            throw new IllegalArgumentException("bad name");
          }
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void forgetsAPluginsClassesWithItsSchema() throws Exception {
    compile();
    WeakReference<ClassLoader> loader = useAndDrop();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (loader.get() != null && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(loader.get()).as("class loader of the plugin").isNull();
  }

  private void compile() throws IOException {
    Path source = Files.writeString(folder.resolve("Settings.java"), PLUGIN);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(result).isZero();
  }

  private WeakReference<ClassLoader> useAndDrop() throws Exception {
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      Class<? extends Record> type = loader.loadClass("Settings").asSubclass(Record.class);
      ConfigSchema schema = new ConfigSchema(List.of(new SectionType("p", type)), List.of());
      ConfigBinder binder = new ConfigBinder(schema, Map.of(), secret -> {});
      assertThat(binder.bind(file("good")).channels().get(0).settings().orElseThrow())
          .hasToString(
              "Settings[name=good, mode=B, token=Optional[****], inner=[Inner[number=1]], more={}]");
      try {
        binder.bind(file("bad"));
      } catch (ConfigException e) {
        assertThat(e.problems()).singleElement().asString().contains("bad name");
      }
      assertThat(schema.json() + new ConfigReference(schema).markdown()).contains("token");
      return new WeakReference<>(loader);
    }
  }

  private static ConfigFile file(String name) throws ConfigException {
    return ConfigFile.parse(
        Given.FILE,
        """
        {"channels": {"p": {"enabled": true, "name": "%s", "mode": "b", "token": "t",
                            "inner": [{}]}}}
        """
            .formatted(name));
  }
}
