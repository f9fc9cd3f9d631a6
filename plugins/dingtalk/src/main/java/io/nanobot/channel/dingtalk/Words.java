package io.nanobot.channel.dingtalk;

import java.util.regex.Pattern;

/** What DingTalk says, made fit for a log: one line, bounded, without secrets. */
final class Words {
  private static final int LONGEST = 200;

  /** DingTalk quotes wrong parameters, tokens and addresses among them. */
  private static final Pattern NAMED_SECRET =
      Pattern.compile(
          "(?i)((?:access_?token|session|ticket|token|(?:app|client)_?secret|sign(?:ature)?)"
              + "[\"']?\\s*[=:]\\s*[\"']?)[^\\s\"'&,;)}]+");

  /** Tokens, tickets and signatures are long runs of letters and digits; words are not. */
  private static final Pattern LONG_RUN = Pattern.compile("[\\w+/=-]{30,}");

  private Words() {}

  static String clean(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    String safe =
        LONG_RUN.matcher(NAMED_SECRET.matcher(line).replaceAll("$1***")).replaceAll("***");
    return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "…";
  }

  /** A UUID, which is as long as a token and yet worth telling: DingTalk's support asks for it. */
  static String requestId(String id) {
    return id.matches("[0-9A-Fa-f-]{1,40}") ? id : clean(id);
  }
}
