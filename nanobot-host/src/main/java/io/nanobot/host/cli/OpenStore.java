package io.nanobot.host.cli;

import io.nanobot.host.config.Config;
import io.nanobot.host.config.ConfigException;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.jdbc.StoreTools;
import io.nanobot.host.store.jdbc.Stores;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The message store that a command is about, which a gateway may have at the same time. */
final class OpenStore {
  /** What is said when the gateway has never run. */
  static final String NOTHING = "There is no message store yet: the gateway makes it when it runs.";

  private OpenStore() {}

  /** The one that the configuration names, whether it is there or not. */
  static StoreTools of(InstallationOptions options) throws ConfigException {
    Logs.forShortCommand();
    Installation installation = options.installation();
    try (Installed installed = Installed.configured(installation)) {
      Config config = installed.config();
      return Stores.tools(config.store(), installation.workspace());
    }
  }

  /** What the store's commands return has completed. */
  static <T> T now(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException failure ? failure : e;
    }
  }
}
