package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.MessageStore.Appended;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Queue;

/** A message comes in. */
final class Append extends Change<Appended> {
  private final NewMessage message;
  private final String encoded;
  private final MessageTable.Key key;
  private final long capacity;
  private final int most;

  Append(NewMessage message, String encoded, long capacity, int most) {
    this.message = message;
    this.encoded = encoded;
    this.key = new MessageTable.Key(message.account().orElseThrow(), message.id());
    this.capacity = capacity;
    this.most = most;
  }

  @Override
  void declare(UnitOfWork work) {
    work.needLane(message.lane());
    work.needKey(key);
  }

  @Override
  Appended apply(UnitOfWork work) {
    Queue queue = message.lane().queue();
    if (work.isKnown(key)) {
      return Appended.DUPLICATE;
    }
    if (work.backlog(queue) >= capacity) {
      return Appended.FULL;
    }
    LaneRow row = work.lane(message.lane());
    if (row.waiting() >= most) {
      return Appended.LANE_FULL;
    }
    work.append(row, key.account(), key.id(), message.payload(), encoded);
    return Appended.STORED;
  }

  /** Its sender has not been told that it arrived, and sends it again. */
  @Override
  boolean outlastsFaults() {
    return false;
  }
}
