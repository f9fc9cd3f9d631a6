package io.nanobot.dingtalk.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All cards by the ID that their app has chosen. */
final class Cards {
  private final Map<String, Card> byId = Collections.synchronizedMap(new LinkedHashMap<>());

  /** Returns whether the ID was free. */
  boolean add(Card card) {
    return byId.putIfAbsent(card.outTrackId(), card) == null;
  }

  Optional<Card> find(String outTrackId) {
    return Optional.ofNullable(byId.get(outTrackId));
  }

  List<Card> all() {
    synchronized (byId) {
      return new ArrayList<>(byId.values());
    }
  }

  void clear() {
    byId.clear();
  }
}
