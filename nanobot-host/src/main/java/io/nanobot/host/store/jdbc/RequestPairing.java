package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.PairingRequest;
import io.nanobot.host.store.Pairings.Asked;
import io.nanobot.host.store.Pairings.Bounds;
import io.nanobot.host.store.Person;
import io.nanobot.host.store.WellFormed;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Somebody asks to be admitted. */
final class RequestPairing extends Change<Asked> {
  private final Person person;
  private final String name;
  private final Supplier<String> codes;
  private final Bounds bounds;

  RequestPairing(Person person, String name, Supplier<String> codes, Bounds bounds) {
    this.person = person;
    this.name = WellFormed.name(name);
    this.codes = codes;
    this.bounds = bounds;
  }

  @Override
  void declare(UnitOfWork work) {
    // about no lane
  }

  @Override
  Asked apply(UnitOfWork work) throws SQLException {
    PairingTable.lock(work);
    if (PairingTable.has(work.session(), person)) {
      return new Asked.Approved();
    }
    PairingTable.removeExpired(work.session(), work.now());
    Optional<String> known = PairingTable.code(work.session(), person);
    if (known.isPresent()) {
      return known.get().equals(PairingTable.DENIED)
          ? new Asked.Denied()
          : new Asked.Waiting(known.get(), false);
    }
    List<PairingRequest> waiting = PairingTable.waiting(work.session(), work.now());
    long here =
        waiting.stream()
            .filter(request -> request.person().channel().equals(person.channel()))
            .count();
    if (here >= bounds.perChannel() || waiting.size() >= bounds.inAll()) {
      return new Asked.Full();
    }
    String code = unused(waiting);
    PairingTable.insert(work.session(), person, name, code, work.now(), bounds.life());
    return new Asked.Waiting(code, true);
  }

  private String unused(List<PairingRequest> waiting) {
    Set<String> used = waiting.stream().map(PairingRequest::code).collect(Collectors.toSet());
    String code = codes.get();
    while (used.contains(code)) {
      code = codes.get();
    }
    return code;
  }

  /** Whoever asked asks again. */
  @Override
  boolean outlastsFaults() {
    return false;
  }
}
