package io.nanobot.host.security;

/** What the access policy says about a message, and by which rule. */
public enum Decision {
  /** {@code allowFrom} has {@code *}. */
  EVERYBODY(Verdict.ADMIT, "allowFrom has \"*\", which stands for everybody"),
  /** The sender is in {@code allowFrom}. */
  LISTED(Verdict.ADMIT, "allowFrom lists the sender"),
  /** An operator approved the sender's pairing code. */
  PAIRED(Verdict.ADMIT, "the sender was approved by pairing"),
  /** {@code dmPolicy} is open. */
  DIRECT_OPEN(Verdict.ADMIT, "dmPolicy is open"),
  /** {@code groupPolicy} is open. */
  GROUP_OPEN(Verdict.ADMIT, "groupPolicy is open"),
  /** The group is in {@code groupAllowFrom}. */
  GROUP_LISTED(Verdict.ADMIT, "groupAllowFrom lists the group"),
  /** The group's own list has the sender. */
  LISTED_IN_GROUP(Verdict.ADMIT, "the group's own allowFrom lists the sender"),

  /** It was not said to the bot. */
  NOT_MENTIONED(Verdict.IGNORE, "the message does not mention the bot (requireMention)"),

  /** The sender's ID is not in the list. */
  NOT_LISTED(Verdict.REFUSE, "allowFrom does not list the sender"),
  /** The group's own list does not have the sender. */
  NOT_LISTED_IN_GROUP(Verdict.REFUSE, "the group's own allowFrom does not list the sender"),
  /**
   * The platform did not tell an ID of the channel's primary scheme, and no other one is listed.
   */
  UNKNOWN_IDENTITY(Verdict.REFUSE, "the platform gave no ID that plain entries can match"),
  /** A pairing code would let the sender in. */
  UNPAIRED(Verdict.REFUSE, "the sender is not approved yet (dmPolicy is pairing)"),
  /** {@code dmPolicy} is disabled, and the sender is in {@code allowFrom}. */
  DIRECT_DISABLED(Verdict.REFUSE, "dmPolicy is disabled"),
  /** {@code groupPolicy} is disabled. */
  GROUPS_DISABLED(Verdict.REFUSE, "groupPolicy is disabled"),
  /** The group's own section is not enabled. */
  GROUP_DISABLED(Verdict.REFUSE, "the group is disabled in groups");

  /** What becomes of the message. */
  private enum Verdict {
    ADMIT,
    IGNORE,
    REFUSE
  }

  private final Verdict verdict;
  private final String rule;

  Decision(Verdict verdict, String rule) {
    this.verdict = verdict;
    this.rule = rule;
  }

  /** Whether the bot answers. */
  public boolean admits() {
    return verdict == Verdict.ADMIT;
  }

  /** Whether somebody is turned away who spoke to the bot. */
  boolean refuses() {
    return verdict == Verdict.REFUSE;
  }

  /** The rule, as part of a sentence. */
  public String rule() {
    return rule;
  }
}
