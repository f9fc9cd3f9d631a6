package io.nanobot.host.pipeline;

import io.nanobot.api.channel.ChannelException;

/** A channel's failure in sentences for the person who runs the gateway. */
public final class FailureText {
  private FailureText() {}

  /** What happened and, if the channel knows it, what to do. */
  public static String of(ChannelException failure) {
    String what = ended(failure.getMessage());
    return failure.hint().isEmpty() ? what : what + " " + ended(failure.hint());
  }

  private static String ended(String sentence) {
    return sentence.matches("(?s).*[.!?]") ? sentence : sentence + ".";
  }
}
