package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plugins see of the host and of each other. */
class IsolationTest {
  @TempDir Path root;
  @AutoClose private Zoo zoo;

  @BeforeEach
  void setUp() {
    zoo = new Zoo(root);
  }

  @Test
  void librariesOfTheHostAreInvisible() {
    zoo.load();
    ClassLoader loader = loader();

    for (String name :
        List.of(
            "tools.jackson.databind.ObjectMapper",
            "com.google.inject.Injector",
            "ch.qos.logback.classic.Logger",
            "com.github.zafarkhaja.semver.Version",
            "io.nanobot.host.plugin.PluginCatalog",
            "org.junit.jupiter.api.Test")) {
      assertThat(sees(loader, name)).as(name).isFalse();
    }
  }

  @Test
  void jdkApiPf4jAndSlf4jAreShared() throws ClassNotFoundException {
    zoo.load();
    ClassLoader loader = loader();

    for (Class<?> type :
        List.of(
            String.class,
            java.sql.Connection.class,
            java.net.http.HttpClient.class,
            io.nanobot.api.channel.Channel.class,
            org.pf4j.Plugin.class,
            org.slf4j.LoggerFactory.class)) {
      assertThat(loader.loadClass(type.getName())).isSameAs(type);
    }
  }

  @Test
  void resourcesOfTheHostAreInvisible() throws IOException {
    zoo.load();
    ClassLoader loader = loader();
    ClassLoader host = getClass().getClassLoader();

    for (String name :
        List.of(
            "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
            "META-INF/services/org.junit.platform.engine.TestEngine",
            "tools/jackson/databind/ObjectMapper.class")) {
      assertThat(host.getResource(name)).as("in the host: " + name).isNotNull();
      assertThat(loader.getResource(name)).as(name).isNull();
      assertThat(Collections.list(loader.getResources(name))).as(name).isEmpty();
    }
    assertThat(loader.getResource("io/nanobot/api/version.properties")).isNotNull();
    assertThat(Collections.list(loader.getResources("META-INF/extensions.idx"))).hasSize(1);
  }

  @Test
  void pluginCanLogAndCanBringItsOwnVersionOfLibraryOfTheHost() {
    PluginJar own =
        PluginJar.channel("own")
            .source(
                "tools.jackson.databind.ObjectMapper",
                "public class ObjectMapper { public String toString() { return \"mine\"; } }")
            .body("constructor", "org.slf4j.LoggerFactory.getLogger(Factory.class).info(\"hi\");")
            .body(
                "send",
                "return new Receipt(List.of(\"\" + new tools.jackson.databind.ObjectMapper()));");
    zoo.with("own.jar", own).load();

    assertThat(zoo.use("own")).isEqualTo("mine");
  }

  @Test
  void twoVersionsOfOneClassLiveSideBySide() {
    zoo.with(
        "other.jar",
        PluginJar.channel("other")
            .source(
                "zoo.Lazy", "class Lazy { static String prefix() { return \"version 2: \"; } }"));
    zoo.load();

    assertThat(zoo.use("other")).isEqualTo("version 2: hello");
    assertThat(zoo.use("good")).isEqualTo("sent hello");
  }

  @Test
  void threadsForChannelBelongToPluginAndNothingElse() {
    zoo.load();
    ChannelPlugin good = zoo.catalog().channel("good").orElseThrow();

    Thread thread = good.threads("team-a").newThread(() -> {});

    assertThat(thread.getName()).isEqualTo("team-a-1");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getContextClassLoader()).isSameAs(loader());
  }

  private ClassLoader loader() {
    return zoo.catalog().channel("good").orElseThrow().configType().getClassLoader();
  }

  private static boolean sees(ClassLoader loader, String name) {
    try {
      return loader.loadClass(name) != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
