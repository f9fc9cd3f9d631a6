package io.nanobot.host.security.audit;

/** Where decisions and changes are told for an audit. Any thread; nothing blocks or fails. */
@FunctionalInterface
public interface Audit {
  /** Tells of an event. */
  void record(AuditEvent event);
}
