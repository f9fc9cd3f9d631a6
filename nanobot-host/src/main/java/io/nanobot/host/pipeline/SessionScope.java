package io.nanobot.host.pipeline;

/** What is one conversation. */
public enum SessionScope {
  /** A group, and each direct conversation. */
  CONVERSATION,
  /** What one member says in a group, and each direct conversation. */
  MEMBER,
  /** Everything, on whatever channel. */
  EVERYTHING
}
