package io.nanobot.host.distribution;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.plugin.ChannelPlugin;
import io.nanobot.host.plugin.LockRule;
import io.nanobot.host.plugin.PluginCatalog;
import io.nanobot.host.plugin.PluginLimits;
import io.nanobot.host.plugin.UnloadAssert;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;

/** Loads the console's jar in a terminal, says hello and unloads it, some times. */
final class ConsoleUnloadMain {
  static final String READY = "(ready for a message)";

  /** One loader may be pinned by chance. */
  static final int ROUNDS = 3;

  private ConsoleUnloadMain() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    for (int round = 0; round < ROUNDS; round++) {
      try (PluginCatalog plugins =
          PluginCatalog.load(
              List.of(UnloadIT.PLUGINS),
              new LockRule(directory.resolve("plugins.lock"), false, "nanobot plugins lock"),
              directory.resolve("stage"),
              PluginLimits.standard())) {
        WeakReference<ClassLoader> loader = use(plugins, directory);
        plugins.unload("nanobot-channel-console");
        UnloadAssert.assertNoThreads(loader);
        UnloadAssert.assertCollected(loader);
      }
    }
  }

  private static WeakReference<ClassLoader> use(PluginCatalog plugins, Path directory)
      throws Exception {
    ChannelPlugin plugin = plugins.channel("console").orElseThrow();
    Constructor<? extends Record> config = plugin.configType().getDeclaredConstructor(String.class);
    config.setAccessible(true);
    try (UnloadIT.Lent context = new UnloadIT.Lent(plugin, "console", directory);
        Channel channel = plugin.create(config.newInstance("> "), context)) {
      channel.connect();
      System.out.println(READY);
      InboundMessage received = context.received.poll(20, SECONDS);
      channel.send(UnloadIT.answer(received));
    }
    return new WeakReference<>(plugin.configType().getClassLoader());
  }
}
