package io.nanobot.agent.openai;

import static io.nanobot.agent.openai.ModelServer.calls;
import static io.nanobot.agent.openai.ModelServer.error;
import static io.nanobot.agent.openai.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.AgentFactory;
import io.nanobot.api.config.Secret;
import io.nanobot.testkit.FakeAgentContext;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The jar as the host loads it: minimised, with nothing but the JDK, the API and SLF4J beside it.
 */
@Timeout(120)
final class PackedJarIT {
  /** LangChain4j's parts that are used, and Jackson. Grows only by a decision. */
  private static final long LARGEST = 5_000_000;

  private static Path jar() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(it -> it.getFileName().toString().matches("nanobot-agent-openai-.*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void holdsWhatItNeedsAndNoMore() throws Exception {
    try (JarFile jar = new JarFile(jar().toFile())) {
      var attributes = jar.getManifest().getMainAttributes();
      assertThat(attributes.getValue("Plugin-Id")).isEqualTo("nanobot-agent-openai");
      assertThat(attributes.getValue("Plugin-Requires")).isEqualTo(">=0.1.0 & <0.2.0");
      List<String> names = jar.stream().map(JarEntry::getName).toList();
      assertThat(names)
          .contains("META-INF/extensions.idx", "META-INF/LICENSE", "META-INF/THIRD-PARTY.txt")
          .doesNotContain("module-info.class")
          .noneMatch(it -> it.startsWith("io/nanobot/api/"))
          .noneMatch(it -> it.startsWith("org/pf4j/"))
          .noneMatch(it -> it.startsWith("org/slf4j/"))
          .noneMatch(it -> it.startsWith("META-INF/versions/"))
          .noneMatch(it -> it.startsWith("META-INF/maven/"))
          .allMatch(
              it ->
                  it.startsWith("META-INF/")
                      || it.startsWith("io/")
                      || it.startsWith("dev/")
                      || it.startsWith("com/")
                      || it.startsWith("org/"));
    }
    assertThat(Files.size(jar())).isLessThan(LARGEST);
  }

  /** Three times, because one loader may be pinned by chance. */
  @Test
  void worksAndLeavesNothingBehind() throws Exception {
    try (ModelServer api = new ModelServer();
        McpHttp http = new McpHttp(200)) {
      for (int i = 0; i < 3; i++) {
        api.then(
            error(429, "slow down", "rate_limit"),
            calls("mcp_program_echo", "{\"text\":\"hi\"}"),
            calls("mcp_http_echo", "{\"text\":\"hi\"}"),
            says("hello ", "from the jar"));
        WeakReference<ClassLoader> loader = use(api.baseUrl(), http.url());
        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> {
                  System.gc();
                  return loader.get() == null;
                });
      }
      assertThat(api.requests()).hasSize(12);
      assertThat(api.request(3).at("/messages/3/content").asText()).startsWith("hi from ");
      assertThat(api.request(3).at("/messages/5/content").asText()).startsWith("hi from ");
    }
  }

  private static WeakReference<ClassLoader> use(URI baseUrl, URI mcp) throws Exception {
    try (URLClassLoader loader = new PluginLoader(jar().toUri().toURL())) {
      assertThat(turn(loader, baseUrl, mcp)).containsExactly("hello from the jar");
      // A pool has ended when its threads have no work, which is just before they end.
      await()
          .untilAsserted(
              () ->
                  assertThat(Thread.getAllStackTraces().keySet())
                      .noneMatch(it -> it.getContextClassLoader() == loader));
      return new WeakReference<>(loader);
    }
  }

  /** On a thread of the plugin's own, as the host does it: Jackson leaves buffers in its thread. */
  private static List<String> turn(ClassLoader loader, URI baseUrl, URI mcp) throws Exception {
    FutureTask<List<String>> turn =
        new FutureTask<>(
            () -> {
              HeardReply reply = new HeardReply();
              try (Agent agent = agent(loader, baseUrl, mcp)) {
                agent.respond(TestTurn.direct("hello"), reply);
              }
              return reply.messages();
            });
    Thread thread = new Thread(turn, "turn");
    thread.setContextClassLoader(loader);
    thread.start();
    thread.join();
    return turn.get();
  }

  private static Agent agent(ClassLoader loader, URI baseUrl, URI mcp) throws Exception {
    String factoryName = OpenAiAgentFactory.class.getName();
    Object factory = loader.loadClass(factoryName).getConstructor().newInstance();
    assertThat(factory.getClass().getClassLoader()).isSameAs(loader);
    return create((AgentFactory<?>) factory, baseUrl, mcp);
  }

  private static <C extends Record> Agent create(AgentFactory<C> factory, URI baseUrl, URI mcp)
      throws Exception {
    List<String> command = McpProgram.command();
    Class<?> server =
        factory.configType().getClassLoader().loadClass(McpServerConfig.class.getName());
    Object program =
        make(
            server,
            Optional.of(command.get(0)),
            command.subList(1, command.size()),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Object http =
        make(
            server,
            Optional.empty(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.of(mcp),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Object config =
        make(
            factory.configType(),
            baseUrl,
            Optional.of(Secret.of(Settings.KEY)),
            "test-model",
            "You are a test.",
            true,
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(20),
            2,
            Map.of("program", program, "http", http),
            Duration.ofSeconds(20),
            5);
    return factory.create(
        factory.configType().cast(config), new FakeAgentContext("packed", Path.of("target")));
  }

  private static Object make(Class<?> record, Object... components) throws Exception {
    Constructor<?> constructor = record.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.newInstance(components);
  }

  /** Finds everything in the jar, but for the JDK and what the host lends. */
  private static final class PluginLoader extends URLClassLoader {
    PluginLoader(URL jar) {
      super(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      boolean lent =
          name.startsWith("io.nanobot.api.")
              || name.startsWith("org.pf4j.")
              || name.startsWith("org.slf4j.");
      return lent ? PackedJarIT.class.getClassLoader().loadClass(name) : super.findClass(name);
    }
  }
}
