package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.PairingRequest;
import io.nanobot.host.store.WellFormed;
import java.sql.SQLException;
import java.util.Optional;

/** An operator says yes or no to somebody who asked to be admitted. */
final class SettlePairing extends Change<Optional<PairingRequest>> {
  private final String code;
  private final Optional<String> approvedBy;

  private SettlePairing(String code, Optional<String> approvedBy) {
    this.code = code;
    this.approvedBy = approvedBy;
  }

  static SettlePairing approve(String code, String by) {
    return new SettlePairing(code, Optional.of(WellFormed.name(by)));
  }

  static SettlePairing deny(String code) {
    return new SettlePairing(code, Optional.empty());
  }

  @Override
  void declare(UnitOfWork work) {
    // about no lane
  }

  @Override
  Optional<PairingRequest> apply(UnitOfWork work) throws SQLException {
    PairingTable.lock(work);
    Optional<PairingRequest> request =
        PairingTable.withCode(PairingTable.waiting(work.session(), work.now()), code);
    if (request.isPresent()) {
      settle(work, request.get());
    }
    return request;
  }

  private void settle(UnitOfWork work, PairingRequest request) throws SQLException {
    if (approvedBy.isPresent()) {
      PairingTable.remove(work.session(), request.person());
      PairingTable.admit(work, request, approvedBy.get());
    } else {
      PairingTable.deny(work.session(), request.person());
    }
  }

  /** The operator is told that it failed. */
  @Override
  boolean outlastsFaults() {
    return false;
  }
}
