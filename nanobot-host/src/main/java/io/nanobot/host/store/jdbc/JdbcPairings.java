package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.PairingApproval;
import io.nanobot.host.store.PairingRequest;
import io.nanobot.host.store.Pairings;
import io.nanobot.host.store.Person;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Pairings in a relational database. */
final class JdbcPairings implements Pairings {
  private final Dialect dialect;
  private final StoreAccess access;

  JdbcPairings(Dialect dialect, StoreAccess access) {
    this.dialect = dialect;
    this.access = access;
  }

  @Override
  public CompletableFuture<Boolean> has(Person person) {
    return access.ask(session -> PairingTable.has(session, person));
  }

  @Override
  public CompletableFuture<Asked> request(
      Person person, String name, Supplier<String> codes, Bounds bounds) {
    return access.change(new RequestPairing(person, name, codes, bounds));
  }

  @Override
  public CompletableFuture<List<PairingRequest>> pending() {
    return access.ask(session -> PairingTable.waiting(session, dialect.now(session)));
  }

  @Override
  public CompletableFuture<Optional<PairingRequest>> approve(String code, String by) {
    return access.change(SettlePairing.approve(code, by));
  }

  @Override
  public CompletableFuture<Optional<PairingRequest>> deny(String code) {
    return access.change(SettlePairing.deny(code));
  }

  @Override
  public CompletableFuture<List<PairingApproval>> approved() {
    return access.ask(PairingTable::approved);
  }

  @Override
  public CompletableFuture<List<PairingApproval>> revoke(Optional<String> channel, String id) {
    return access.change(new RevokePairing(channel, id));
  }
}
