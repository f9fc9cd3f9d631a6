package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An unloaded plugin leaves neither class loader nor thread, even where others remember it. */
class UnloadTest {
  @TempDir Path root;
  @AutoClose private Zoo zoo;

  @BeforeEach
  void setUp() {
    zoo = new Zoo(root);
  }

  @Test
  void loadedUsedAndUnloadedThreeTimes() {
    zoo.with("other.jar", PluginJar.channel("other").pluginClass(""));
    for (int i = 0; i < 3; i++) {
      zoo.load();
      zoo.assertGoodWorks();
      assertThat(zoo.use("other")).isEqualTo("sent hello");
      List<WeakReference<ClassLoader>> loaders = List.of(loaderOf("good"), loaderOf("other"));
      zoo.catalog().unload("good");
      zoo.close();

      loaders.forEach(UnloadAssert::assertNoThreads);
      loaders.forEach(UnloadAssert::assertCollected);
    }
  }

  @Test
  void rememberedHandlesAndFailuresKeepNothing() throws Exception {
    String body =
        "context.disconnected(new ChannelException(ChannelException.Kind.UNAVAILABLE, \"gone\")"
            + ".causedBy(new IllegalStateException(\"x\") {}));"
            + " throw new IllegalStateException(\"y\") {};";
    zoo.with("bad.jar", PluginJar.channel("bad").body("connect", body)).load();
    WeakReference<ClassLoader> loader = loaderOf("bad");
    TestContext context = new TestContext();
    Channel channel = zoo.create("bad", context);
    ChannelException failure = catchThrowableOfType(ChannelException.class, channel::connect);
    List<Object> remembered = new ArrayList<>();
    remembered.add(failure);
    remembered.add(context.disconnected.get());
    remembered.add(zoo.catalog().channel("bad").orElseThrow());
    remembered.add(zoo.catalog().reports());
    channel.close();

    zoo.catalog().unload("bad");

    UnloadAssert.assertNoThreads(loader);
    UnloadAssert.assertCollected(loader);
    assertThat(context.disconnected.get()).hasMessage("gone").hasNoCause();
    assertThat(remembered).hasSize(4).doesNotContainNull();
    assertThat(channel).isNotNull();
  }

  @Test
  void pluginsThatFailedKeepNothing() {
    zoo.with(
        "bad.jar",
        PluginJar.channel("bad")
            .pluginClass(
                "public void start() {"
                    + " System.getProperties().put(\"zoo.loader\","
                    + " new java.lang.ref.WeakReference<>(getClass().getClassLoader()));"
                    + " throw new Error() {}; }"));
    zoo.load();
    @SuppressWarnings("unchecked")
    var loader = (WeakReference<ClassLoader>) System.getProperties().remove("zoo.loader");

    UnloadAssert.assertNoThreads(loader);
    UnloadAssert.assertCollected(loader);
    assertThat(zoo.report("bad.jar").state()).isEqualTo(PluginReport.State.FAILED);
  }

  /** Such a thread would inherit the protection domains, and so the loaders, of all frames. */
  @Test
  void threadThatStartsInsideCallOfOnePluginForAnotherKeepsNothing() throws Exception {
    String body =
        "((Runnable) System.getProperties().get(\"zoo.start\")).run();"
            + " return new Connection(\"test\");";
    zoo.with("bad.jar", PluginJar.channel("bad").body("connect", body)).load();
    ChannelPlugin good = zoo.catalog().channel("good").orElseThrow();
    var executor = new ScheduledThreadPoolExecutor(1, good.threads("good"));
    Runnable start = executor::prestartAllCoreThreads;
    WeakReference<ClassLoader> loader = loaderOf("bad");
    try {
      System.getProperties().put("zoo.start", start);
      assertThat(zoo.use("bad")).isEqualTo("sent hello");
      zoo.catalog().unload("bad");

      assertThat(executor.getPoolSize()).isEqualTo(1);
      UnloadAssert.assertCollected(loader);
    } finally {
      System.getProperties().remove("zoo.start");
      executor.shutdownNow();
    }
  }

  private WeakReference<ClassLoader> loaderOf(String type) {
    return new WeakReference<>(
        zoo.catalog().channel(type).orElseThrow().configType().getClassLoader());
  }
}
