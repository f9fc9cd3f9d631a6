package io.nanobot.channel.dingtalk;

/** A file that can not be shown, now or later. The message is the end of a sentence for people. */
final class UnusableFile extends Exception {
  private static final long serialVersionUID = 1L;

  private final String forTheOperator;

  UnusableFile(String why) {
    this(why, why);
  }

  UnusableFile(String why, String forTheOperator) {
    super(why);
    this.forTheOperator = forTheOperator;
  }

  String forTheOperator() {
    return forTheOperator;
  }
}
