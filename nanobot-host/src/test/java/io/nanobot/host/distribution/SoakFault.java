package io.nanobot.host.distribution;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.Fault;
import java.time.Duration;
import java.util.Optional;

/**
 * What the platform and the network do to a gateway in a soak. Only what passes by itself: a fault
 * that needs a person, or that spoils a message for good, has its own tests.
 */
enum SoakFault {
  LINKS_DROPPED,
  LINKS_ROTATED,
  TOKENS_REVOKED,
  TCP_REFUSED(Fault.TCP_REFUSED),
  BLACK_HOLE(Fault.BLACK_HOLE),
  OPEN_BUSY(Fault.OPEN_BUSY, true),
  OPEN_HANGS(Fault.OPEN_HANGS, true),
  HANDSHAKE_SLOW(Fault.HANDSHAKE_SLOW, true),
  TICKET_REFUSED(Fault.HANDSHAKE_REFUSED, true),
  LINKS_SILENT(Fault.ZOMBIE_LINKS),
  PONGS_MISSING(Fault.PONG_MISSING),
  WEBHOOKS_EXPIRED(Fault.WEBHOOK_EXPIRED),
  QPS_LIMITED(Fault.QPS_LIMIT),
  THROTTLED(Fault.TOO_MANY_REQUESTS),
  SENDS_FAIL(Fault.SEND_FAILS),
  SENDS_BUSY(Fault.SEND_BUSY),
  SENDS_SLOW(Fault.SEND_SLOW),
  ANSWERS_WITHHELD(Fault.SEND_HANGS),
  HTML_ANSWERS(Fault.HTML_ANSWERS);

  /** Empty for what happens in a moment. */
  private final Optional<Fault> fault;

  private final boolean meetsNewLinks;

  SoakFault() {
    this.fault = Optional.empty();
    this.meetsNewLinks = false;
  }

  SoakFault(Fault fault) {
    this(fault, false);
  }

  /** A fault that only a gateway meets which connects anew comes with a drop of the links. */
  SoakFault(Fault fault, boolean meetsNewLinks) {
    this.fault = Optional.of(fault);
    this.meetsNewLinks = meetsNewLinks;
  }

  void strike(DingTalkSimulator simulator, Duration length) throws InterruptedException {
    fault.ifPresent(simulator.faults()::on);
    happen(simulator);
    try {
      Thread.sleep(length.toMillis());
    } finally {
      fault.ifPresent(simulator.faults()::clear);
    }
  }

  private void happen(DingTalkSimulator simulator) {
    if (this == LINKS_ROTATED) {
      simulator.disconnect();
    } else if (this == TOKENS_REVOKED) {
      simulator.revokeTokens();
    } else if (this == LINKS_DROPPED || meetsNewLinks) {
      simulator.dropLinks();
    }
  }
}
