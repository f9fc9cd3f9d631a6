package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.KnownSenders;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Person;
import io.nanobot.host.store.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** People who wrote, in a relational database. */
final class JdbcKnownSenders implements KnownSenders {
  private final StoreAccess access;
  private final PayloadCodec codec = new PayloadCodec();

  JdbcKnownSenders(StoreAccess access) {
    this.access = access;
  }

  @Override
  public CompletableFuture<Void> seen(Sighting sighting) {
    return access.change(new See(sighting));
  }

  @Override
  public CompletableFuture<List<Sighting.Dated>> sightings(Optional<String> channel) {
    return access.ask(
        session ->
            channel.isPresent() ? SeenTable.of(session, channel.get()) : SeenTable.all(session));
  }

  @Override
  public CompletableFuture<Boolean> tell(
      Person person, String kind, Duration every, NewMessage message) {
    return access.change(new Tell(person, kind, every, message, codec.encode(message.payload())));
  }
}
