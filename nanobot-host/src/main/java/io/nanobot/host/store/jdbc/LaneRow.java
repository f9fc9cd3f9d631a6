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

  /** The end of the lane when nobody wanted an answer to its first message any more; or 0. */
  long stopped;

  /** Up to where messages are handled together with the first one; or 0, also if it was once. */
  long joined;

  LaneRow(long id, Lane lane) {
    this.id = id;
    this.lane = lane;
  }

  /** How many messages wait or are being worked on. */
  long waiting() {
    return tail - head + 1;
  }

  /** The last message of those that are handled together now. */
  long last() {
    return Math.max(head, joined);
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

  /** Whether somebody is at work on the first message. */
  boolean isInHand(long now) {
    return owner != null && visibleAt.isPresent() && visibleAt.getAsLong() > now;
  }

  /** Whether the first message has failed, and nobody is at work on it again. */
  boolean isToBeRepeated() {
    return owner == null && attempts > 0;
  }

  boolean isStopped() {
    return stopped > 0;
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

  /** The first message, with those that belong to it, is done, one way or the other. */
  void advance() {
    head = last() + 1;
    joined = 0;
    stopped = 0;
    attempts = 0;
    reason = null;
  }
}
