package io.nanobot.channel.dingtalk.inbound;

import java.util.Optional;

/** Knows what was said a while ago, for quotes that tell no more than an ID. */
@FunctionalInterface
public interface Recall {
  /** Knows nothing. */
  Recall NOTHING = (conversation, id) -> Optional.empty();

  /**
   * What was said.
   *
   * @param conversation where; what was said elsewhere is not told
   * @param id DingTalk's ID of the message, or the key that it gave out when a bot sent it
   */
  Optional<Body> recall(String conversation, String id);
}
