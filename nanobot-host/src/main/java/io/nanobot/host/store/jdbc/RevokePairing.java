package io.nanobot.host.store.jdbc;

import io.nanobot.api.message.Identity;
import io.nanobot.host.store.PairingApproval;
import io.nanobot.host.store.WellFormed;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** An operator admits somebody no longer. */
final class RevokePairing extends Change<List<PairingApproval>> {
  private final Optional<String> channel;
  private final String id;

  RevokePairing(Optional<String> channel, String id) {
    this.channel = channel;
    this.id = WellFormed.text(id);
  }

  @Override
  void declare(UnitOfWork work) {
    // about no lane
  }

  @Override
  List<PairingApproval> apply(UnitOfWork work) throws SQLException {
    PairingTable.lock(work);
    String withoutScheme = id.substring(id.indexOf(':') + 1);
    List<PairingApproval> ended =
        PairingTable.approved(work.session(), id, withoutScheme).stream()
            .filter(this::isMeant)
            .toList();
    for (PairingApproval approval : ended) {
      PairingTable.revoke(work.session(), approval.person());
    }
    return ended;
  }

  private boolean isMeant(PairingApproval approval) {
    Identity identity = approval.person().identity();
    boolean here = channel.isEmpty() || channel.get().equals(approval.person().channel());
    boolean them =
        id.equals(identity.value()) || id.equals(identity.scheme() + ":" + identity.value());
    return here && them;
  }

  /** The operator is told that it failed. */
  @Override
  boolean outlastsFaults() {
    return false;
  }
}
