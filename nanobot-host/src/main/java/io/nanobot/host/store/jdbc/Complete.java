package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore.Completion;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Said;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A message is done, and leaves its replies behind. */
final class Complete extends Change<Completion> {
  /** A reply and how it is stored. */
  record Reply(NewMessage message, String encoded) {}

  private final Lease lease;
  private final long position;
  private final List<Reply> replies;
  private final List<String> receipt;
  private final Optional<Said> said;

  Complete(
      Lease lease, long position, List<Reply> replies, List<String> receipt, Optional<Said> said) {
    this.lease = lease;
    this.position = position;
    this.replies = List.copyOf(replies);
    this.receipt = List.copyOf(receipt);
    this.said = said;
  }

  @Override
  void declare(UnitOfWork work) {
    work.needLane(lease.laneId());
    replies.forEach(reply -> work.needLane(reply.message().lane()));
  }

  @Override
  Completion apply(UnitOfWork work) {
    LaneRow row = work.held(lease);
    if (row != null && row.head == position + 1) {
      return outcome(row); // done before by this lease, but the commit's answer was lost
    }
    if (row == null || row.last() != position) {
      return Completion.FENCED;
    }
    boolean wanted = !row.isStopped();
    long first = row.head;
    work.advance(row);
    if (wanted) {
      leave(work, row, first);
    }
    if (row.isEmpty()) {
      row.visibleAt = OptionalLong.empty();
    }
    return wanted ? outcome(row) : Completion.UNWANTED;
  }

  private void leave(UnitOfWork work, LaneRow row, long first) {
    for (Reply reply : replies) {
      NewMessage message = reply.message();
      work.append(
          work.lane(message.lane()), null, message.id(), message.payload(), reply.encoded());
    }
    if (!receipt.isEmpty()) {
      work.keepReceipt(row, position, receipt);
    }
    said.ifPresent(words -> work.keepExchange(row, first, position, words));
  }

  private static Completion outcome(LaneRow row) {
    return row.isEmpty() ? Completion.DRAINED : Completion.DONE;
  }
}
