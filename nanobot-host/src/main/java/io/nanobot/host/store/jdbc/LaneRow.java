package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lane;
import java.util.OptionalLong;

/**
 * A lane while it is being changed. {@code visibleAt} serves lease, retry and wake-up alike: absent
 * means nothing waits; a time that has come means that the lane may be claimed; a later one means
 * that it is leased or waits for another attempt.
 */
final class LaneRow {
  final long id;
  final Lane lane;
  long head;
  long tail;
  int attempts;
  String reason;
  OptionalLong visibleAt;
  String owner;
  long token;

  LaneRow(long id, Lane lane) {
    this.id = id;
    this.lane = lane;
  }

  boolean isEmpty() {
    return head > tail;
  }

  boolean isIdle() {
    return visibleAt.isEmpty();
  }

  boolean isClaimable(long now) {
    return visibleAt.isPresent() && visibleAt.getAsLong() <= now;
  }

  void lease(String holder, long until) {
    owner = holder;
    token++;
    visibleAt = OptionalLong.of(until);
  }

  /** Nobody holds it any more; if something waits, it is at the time given. */
  void leave(long at) {
    owner = null;
    visibleAt = isEmpty() ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** The first message is done, one way or the other. */
  void advance() {
    head++;
    attempts = 0;
    reason = null;
  }
}
