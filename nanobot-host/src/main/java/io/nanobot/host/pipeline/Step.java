package io.nanobot.host.pipeline;

import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Said;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is to become of a message that a worker has looked at. */
sealed interface Step {
  /**
   * It is done.
   *
   * @param replies what it leaves behind
   * @param receipt the platform's IDs of what was sent
   * @param said what later turns of the conversation are told of it
   * @param withdrawal takes back what people see of it already; run if nobody wanted it any more
   */
  record Done(
      List<NewMessage> replies, List<String> receipt, Optional<Said> said, Withdrawal withdrawal)
      implements Step {
    static Done answered(List<NewMessage> replies, Optional<Said> said, Withdrawal withdrawal) {
      return new Done(replies, List.of(), said, withdrawal);
    }

    static Done sent(List<String> receipt) {
      return new Done(List.of(), receipt, Optional.empty(), Withdrawal.NONE);
    }

    static Done nothing() {
      return answered(List.of(), Optional.empty(), Withdrawal.NONE);
    }
  }

  /** What is to be done about an answer that does not come. */
  @FunctionalInterface
  interface Withdrawal {
    Withdrawal NONE = () -> {};

    void run() throws InterruptedException;
  }

  /** It is tried again after a pause, and its lane waits with it. */
  record Retry(Duration pause, String reason) implements Step {}

  /** It could not be looked at now; that counts as no attempt. */
  record NotNow() implements Step {}

  /** It is given up, and its lane goes on. */
  record Abandon(String reason) implements Step {}
}
