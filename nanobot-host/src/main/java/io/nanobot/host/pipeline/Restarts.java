package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Turn;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.store.NewMessage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where people ask for a restart, and whoever runs the gateway hears of it. */
public final class Restarts {
  /** Somebody's wish that the gateway is started anew. */
  public record Asked(Turn by, long atNanos) {
    /**
     * Something more that they are told, for the outbox.
     *
     * @param kind tells it from the other things that they are told about this wish
     */
    public NewMessage postscript(String kind, String markdown) {
      InboundMessage message = by.message();
      String id = message.id() + "/" + kind;
      return new Draft(by.channel(), message, id).complete(markdown).once(by.channel(), id);
    }
  }

  private CompletableFuture<Asked> next = new CompletableFuture<>(); // guarded by this

  void ask(Turn by) {
    asked().complete(new Asked(by, System.nanoTime()));
  }

  /** Completes when somebody asks for a restart. */
  public synchronized CompletableFuture<Asked> asked() {
    return next;
  }

  /** What was asked for is done or refused: the next may ask. */
  public synchronized Optional<Asked> takeAsked() {
    Optional<Asked> asked = Optional.ofNullable(next.getNow(null));
    if (asked.isPresent()) {
      next = new CompletableFuture<>();
    }
    return asked;
  }
}
