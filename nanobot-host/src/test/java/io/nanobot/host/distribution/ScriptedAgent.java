package io.nanobot.host.distribution;

import io.nanobot.host.plugin.PluginJar;
import java.nio.file.Path;

/** An agent of type {@code zoo}, in a plugin jar, that does what a test says. */
final class ScriptedAgent {
  private static final String FACTORY =
      """
      import io.nanobot.api.agent.*;
      import io.nanobot.api.download.*;
      @org.pf4j.Extension
      public class Factory implements AgentFactory<Factory.Config> {
        public record Config() {}
        public String type() { return "zoo"; }
        public Class<Config> configType() { return Config.class; }
        public Agent create(Config config, AgentContext context) {
          java.nio.file.Path data = context.dataDirectory();
          Downloads downloads = context.downloads();
          return new Agent() {
            public void respond(Turn turn, Reply reply) throws Exception {
              %s
            }
            public void close() {}
          };
        }
      }
      """;

  private ScriptedAgent() {}

  /**
   * Writes the jar.
   *
   * @param respond Java that has {@code turn}, {@code reply}, {@code data} and {@code downloads}
   */
  static void write(Path file, String respond) {
    PluginJar.empty("zoo").source("zoo.Factory", FACTORY.formatted(respond)).write(file);
  }
}
