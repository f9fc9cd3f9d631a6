package io.nanobot.host.plugin;

import static java.util.Objects.requireNonNull;

import io.nanobot.api.channel.Probe.Check;
import java.util.function.Consumer;

/**
 * Takes a plugin's checks into the host: with the host's class loader, as plain text, and only as
 * long as somebody listens.
 */
final class CheckReceiver implements AutoCloseable {
  private final Consumer<Check> report;
  private boolean closed;

  CheckReceiver(Consumer<Check> report) {
    this.report = report;
  }

  synchronized void accept(Check check) {
    requireNonNull(check, "check");
    if (closed) {
      return;
    }
    ClassLoader before = HostSide.enter();
    try {
      report.accept(
          new Check(
              OneLine.of(check.name()),
              check.outcome(),
              OneLine.of(check.finding()),
              OneLine.of(check.fix())));
    } finally {
      HostSide.leave(before);
    }
  }

  /** An examination that did not end in time may still go on. */
  @Override
  public synchronized void close() {
    closed = true;
  }
}
