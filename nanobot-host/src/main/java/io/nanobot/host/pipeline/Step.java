package io.nanobot.host.pipeline;

import io.nanobot.host.store.NewMessage;
import java.time.Duration;
import java.util.List;

/** What is to become of a message that a worker has looked at. */
sealed interface Step {
  /**
   * It is done.
   *
   * @param replies what it leaves behind
   * @param receipt the platform's IDs of what was sent
   */
  record Done(List<NewMessage> replies, List<String> receipt) implements Step {
    static Done answered(List<NewMessage> replies) {
      return new Done(replies, List.of());
    }

    static Done sent(List<String> receipt) {
      return new Done(List.of(), receipt);
    }
  }

  /** It is tried again after a pause, and its lane waits with it. */
  record Retry(Duration pause, String reason) implements Step {}

  /** It could not be looked at now; that counts as no attempt. */
  record NotNow() implements Step {}

  /** It is given up, and its lane goes on. */
  record Abandon(String reason) implements Step {}
}
