package io.nanobot.channel.dingtalk;

/** What this process writes down to be known by. */
final class ThisProcess {
  private ThisProcess() {}

  /** With the start: in a container the process after a restart has the same number. */
  static String mark() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid() + self.info().startInstant().map(start -> " since " + start).orElse("");
  }
}
