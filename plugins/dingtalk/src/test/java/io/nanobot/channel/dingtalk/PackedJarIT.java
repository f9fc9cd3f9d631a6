package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelFactory;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.testkit.FakeChannelContext;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The jar as the host loads it: minimised, with nothing but the JDK, the API and SLF4J beside it.
 */
@Timeout(60)
final class PackedJarIT {
  private static Path jar() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(it -> it.getFileName().toString().matches("nanobot-channel-dingtalk-.*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void holdsWhatItNeedsAndNoMore() throws Exception {
    try (JarFile jar = new JarFile(jar().toFile())) {
      var attributes = jar.getManifest().getMainAttributes();
      assertThat(attributes.getValue("Plugin-Id")).isEqualTo("nanobot-channel-dingtalk");
      assertThat(attributes.getValue("Plugin-Requires")).isEqualTo(">=0.1.0 & <0.2.0");
      List<String> names = jar.stream().map(JarEntry::getName).toList();
      assertThat(names)
          .contains("META-INF/extensions.idx", "META-INF/LICENSE", "META-INF/THIRD-PARTY.txt")
          .contains("META-INF/LICENSE.txt")
          .doesNotContain("module-info.class")
          .noneMatch(it -> it.startsWith("io/nanobot/api/"))
          .noneMatch(it -> it.startsWith("org/pf4j/"))
          .noneMatch(it -> it.startsWith("org/slf4j/"))
          .noneMatch(it -> it.startsWith("META-INF/versions/"))
          .noneMatch(it -> it.startsWith("META-INF/maven/"));
    }
  }

  /** Three times, because one loader may be pinned by chance. */
  @Test
  void worksAndLeavesNothingBehind() throws Exception {
    DingTalkSimulator dingTalk = Simulation.fresh();
    for (int i = 0; i < 3; i++) {
      WeakReference<ClassLoader> loader = use(dingTalk);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                System.gc();
                return loader.get() == null;
              });
    }
  }

  private static WeakReference<ClassLoader> use(DingTalkSimulator dingTalk) throws Exception {
    try (URLClassLoader loader = new PluginLoader(jar().toUri().toURL());
        FakeChannelContext host = new FakeChannelContext("packed", Path.of("target"))) {
      Thread.currentThread().setContextClassLoader(loader);
      try (Channel channel = channel(loader, dingTalk, host)) {
        channel.connect();
        assertThat(dingTalk.awaitConnections(1, Simulation.PATIENCE)).isTrue();
        assertThat(dingTalk.connections().get(0).userAgent()).isEqualTo("java/1.3.12-union");
        var said = Simulation.say("hello");
        assertThat(dingTalk.awaitAck(said, Simulation.PATIENCE)).isTrue();
        InboundMessage message = host.messages().get(0);
        channel.send(
            new OutboundMessage(
                "m",
                message.conversation(),
                "hello from the jar &copy;\n\n|a|\n|-|\n|~~b~~|",
                List.of(),
                List.of(),
                Optional.of(message.id()),
                message.replyHints()));
        assertThat(said.replies())
            .singleElement()
            .satisfies(
                it ->
                    assertThat(it.text())
                        .as("with all that reads Markdown")
                        .isEqualTo("hello from the jar ©\n\n| a |\n|---|\n| ~~b~~ |"));
      } finally {
        Thread.currentThread().setContextClassLoader(PackedJarIT.class.getClassLoader());
      }
      // A pool has ended when its threads have no work, which is just before they end.
      await()
          .untilAsserted(
              () ->
                  assertThat(Thread.getAllStackTraces().keySet())
                      .noneMatch(it -> it.getContextClassLoader() == loader));
      return new WeakReference<>(loader);
    }
  }

  private static Channel channel(
      ClassLoader loader, DingTalkSimulator dingTalk, ChannelContext host) throws Exception {
    String factoryName = DingTalkChannelFactory.class.getName();
    Object factory = loader.loadClass(factoryName).getConstructor().newInstance();
    assertThat(factory.getClass().getClassLoader()).isSameAs(loader);
    return create((ChannelFactory<?>) factory, dingTalk, host);
  }

  private static <C extends Record> Channel create(
      ChannelFactory<C> factory, DingTalkSimulator dingTalk, ChannelContext host) throws Exception {
    DingTalkConfig ours =
        Simulation.with(
            Simulation.config(),
            Map.of(
                "clientId", dingTalk.app().clientId(),
                "apiBase", dingTalk.apiBase(),
                "oapiBase", dingTalk.apiBase(),
                "trustedCertificates", Optional.of(dingTalk.certificatePem())));
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : DingTalkConfig.class.getRecordComponents()) {
      values.add(component.getAccessor().invoke(ours));
    }
    Constructor<?> constructor = factory.configType().getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    Object config = constructor.newInstance(values.toArray());
    return factory.create(factory.configType().cast(config), host);
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
