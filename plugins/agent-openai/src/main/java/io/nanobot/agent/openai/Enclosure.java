package io.nanobot.agent.openai;

/** What there is of an attachment for the model. */
sealed interface Enclosure {
  /** The name that the file has; untrusted. */
  String name();

  /**
   * A picture.
   *
   * @param base64 its bytes
   */
  record Picture(String name, String mediaType, String base64) implements Enclosure {}

  /**
   * A file of text.
   *
   * @param complete whether this is all of it
   */
  record Text(String name, String text, boolean complete) implements Enclosure {}

  /**
   * A file that the model can not see.
   *
   * @param why the reason, for the model
   */
  record Unseen(String name, String why) implements Enclosure {}
}
