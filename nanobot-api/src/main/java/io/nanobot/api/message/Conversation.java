package io.nanobot.api.message;

import static java.util.Objects.requireNonNull;

/**
 * Where messages are exchanged, and to where an answer goes. Order holds inside a conversation.
 *
 * @param kind whether one person or a group takes part
 * @param id the channel's address of the conversation; a proactive message needs nothing but this
 * @param title the name that people see; untrusted text, empty for a direct conversation
 */
public record Conversation(Kind kind, String id, String title) {
  /** Who takes part in a conversation. */
  public enum Kind {
    /** One person and the bot. */
    DIRECT,
    /** Several people and the bot. */
    GROUP
  }

  /**
   * Checks the ID.
   *
   * @throws IllegalArgumentException if the ID is blank or contains a control character
   */
  public Conversation {
    requireNonNull(kind, "kind");
    Checks.identifier("conversation id", id);
    requireNonNull(title, "title");
  }

  /**
   * A conversation with one person.
   *
   * @param id the channel's address of that person
   * @return a conversation without a title
   */
  public static Conversation direct(String id) {
    return new Conversation(Kind.DIRECT, id, "");
  }

  /**
   * A conversation in a group.
   *
   * @param id the channel's address of the group
   * @param title the group's name
   * @return the conversation
   */
  public static Conversation group(String id, String title) {
    return new Conversation(Kind.GROUP, id, title);
  }
}
