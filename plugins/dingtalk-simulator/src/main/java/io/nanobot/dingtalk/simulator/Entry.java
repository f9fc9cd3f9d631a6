package io.nanobot.dingtalk.simulator;

/** Something that was said in a conversation. */
interface Entry {
  String id();

  Conversation conversation();

  /** What people see of it. */
  String shown();

  /** The number of the change that touched this last. */
  long revision();
}
