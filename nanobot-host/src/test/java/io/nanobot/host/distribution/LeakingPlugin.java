package io.nanobot.host.distribution;

import io.nanobot.host.plugin.PluginJar;
import java.nio.file.Path;

/**
 * A channel that tells its secrets in every way that a careless author might find. What it sends is
 * refused.
 */
final class LeakingPlugin {
  private static final String CONFIG =
      """
      import io.nanobot.api.config.Secret;
      public record Config(String greeting, Secret password) {
        public Config {
          System.out.println("made with " + password.reveal());
        }
      }
      """;

  private static final String CONNECT =
      """
      org.slf4j.Logger log = org.slf4j.LoggerFactory.getLogger("leaky");
      String secret = config.password().reveal();
      byte[] pair = ("me:" + secret).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      String basic = java.util.Base64.getEncoder().encodeToString(pair);
      String encoded = java.net.URLEncoder.encode(secret, java.nio.charset.StandardCharsets.UTF_8);
      log.debug("LEAK debug {} {}", secret, pair.length);
      log.info("LEAK info Authorization: Basic {}", basic);
      log.warn("LEAK warn basic alone {}", basic);
      log.atError().addKeyValue("password", secret).log("LEAK key and value");
      org.slf4j.MDC.put("channel", secret);
      log.error("LEAK exception", new IllegalStateException("outer " + secret,
          new java.io.IOException("https://example.com/?p=" + encoded)));
      org.slf4j.MDC.put("channel", "leaky");
      java.util.logging.Logger.getLogger("leaky").severe("LEAK java.util.logging " + secret);
      System.err.println("LEAK stderr " + secret);
      System.out.println("LEAK stdout " + secret);
      Thread dying = new Thread(() -> {
        throw new IllegalStateException("LEAK thread " + secret);
      }, "LEAK " + secret);
      dying.start();
      try {
        dying.join();
        java.nio.file.Files.writeString(context.dataDirectory().resolve("own.txt"), "x");
      } catch (Exception e) {
        throw new RuntimeException(e);
      }
      if (config.greeting().equals("fail")) {
        throw new ChannelException(ChannelException.Kind.AUTHENTICATION,
            "LEAK refused password " + secret, "LEAK replace " + secret);
      }
      context.receive(InboundMessage.builder(
              "m1",
              Conversation.direct("42"),
              new Sender(new Identity("staffId", "42"), "Somebody"),
              java.time.Instant.now())
          .text("hello")
          .replyHints(Map.of("sessionWebhook", "https://example.com/robot/sendBySession?session=0b1c2d3e4f"))
          .build());
      return new Connection("test " + secret);
      """;

  private static final String SEND =
      """
      throw new ChannelException(ChannelException.Kind.REJECTED,
          "LEAK 401 for " + config.password().reveal() + " at " + message.replyHints()
              + " with ticket=4e7c1a2b-33aa and \\"accessToken\\":\\"f00ba4\\"");
      """;

  private LeakingPlugin() {}

  static void write(Path file) {
    PluginJar.channel("leaky")
        .source("zoo.Config", CONFIG)
        .body("connect", CONNECT)
        .body("send", SEND)
        .write(file);
  }
}
