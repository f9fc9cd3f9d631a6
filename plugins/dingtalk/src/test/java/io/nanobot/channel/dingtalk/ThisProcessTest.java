package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ThisProcessTest {
  @Test
  void isKnownByMoreThanItsNumber() {
    ProcessHandle self = ProcessHandle.current();

    assertThat(ThisProcess.mark())
        .contains(Long.toString(self.pid()))
        .contains(self.info().startInstant().orElseThrow().toString())
        .isEqualTo(ThisProcess.mark());
  }
}
