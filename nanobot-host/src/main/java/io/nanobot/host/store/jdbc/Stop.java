package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lane;
import io.nanobot.host.store.MessageStore.Appended;
import io.nanobot.host.store.NewMessage;

/** Nobody wants what is being done in a lane, and whoever says so is told whether something was. */
final class Stop extends Change<Appended> {
  private final Lane lane;
  private final NewMessage stopped;
  private final String stoppedEncoded;
  private final NewMessage nothing;
  private final String nothingEncoded;
  private final MessageTable.Key key;

  Stop(
      Lane lane,
      NewMessage stopped,
      String stoppedEncoded,
      NewMessage nothing,
      String nothingEncoded) {
    this.lane = lane;
    this.stopped = stopped;
    this.stoppedEncoded = stoppedEncoded;
    this.nothing = nothing;
    this.nothingEncoded = nothingEncoded;
    this.key = new MessageTable.Key(stopped.account().orElseThrow(), stopped.id());
  }

  @Override
  void declare(UnitOfWork work) {
    work.needLane(lane);
    work.needLane(stopped.lane());
    work.needLane(nothing.lane());
    work.needKey(key);
  }

  @Override
  Appended apply(UnitOfWork work) {
    if (work.isKnown(key)) {
      return Appended.DUPLICATE;
    }
    LaneRow row = work.lane(lane);
    if (row.isInHand(work.now())) {
      row.stopped = row.tail;
      work.tellStopped(row);
      answer(work, stopped, stoppedEncoded);
    } else if (row.isToBeRepeated()) {
      work.advance(row);
      row.leave(work.now());
      answer(work, stopped, stoppedEncoded);
    } else {
      answer(work, nothing, nothingEncoded);
    }
    return Appended.STORED;
  }

  private void answer(UnitOfWork work, NewMessage answer, String encoded) {
    work.append(work.lane(answer.lane()), key.account(), key.id(), answer.payload(), encoded);
  }

  /** Whoever wrote it has not been told that it arrived, and writes it again. */
  @Override
  boolean outlastsFaults() {
    return false;
  }
}
