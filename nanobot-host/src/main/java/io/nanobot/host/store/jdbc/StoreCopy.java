package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.StoreCopied;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Copies what a store holds into another, empty one, of whatever engine. */
final class StoreCopy {
  private StoreCopy() {}

  /** Does everything but the commit. Whoever was at work on the first store is not on the copy. */
  static StoreCopied run(Session from, Session to, Dialect target) throws SQLException {
    EngineSql engine = EngineSql.of(target);
    Map<String, Long> counts = new HashMap<>();
    for (CopiedTable table : CopiedTable.ALL) {
      counts.put(table.name(), table.copy(from, to, engine));
      Optional<String> numberOn = engine.numberOn(table.name(), table.key());
      if (numberOn.isPresent()) {
        to.number(numberOn.get());
      }
    }
    LaneTable.endLeases(to, target.now(to));
    return new StoreCopied(counts.get("message"), counts.get("dead_letter"));
  }
}
