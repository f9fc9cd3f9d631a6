package io.nanobot.channel.dingtalk.markdown;

/** Code stands between more backticks than it has itself. */
final class Backticks {
  private Backticks() {}

  static int longestRun(CharSequence code) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < code.length(); i++) {
      run = code.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
