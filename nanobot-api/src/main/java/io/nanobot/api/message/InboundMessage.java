package io.nanobot.api.message;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message from a platform, in the host's terms. Channels make it with {@link #builder}.
 *
 * @param id the platform's ID of the message; the same message that is delivered again has the same
 *     ID, which is how the host answers it once
 * @param conversation where it was written
 * @param sender who wrote it
 * @param text what was written, without the mention of the bot; may be empty
 * @param attachments the files that came with it, in the order in which people see them, and then
 *     those of the message that it quotes
 * @param mentions whom it mentions, without the bot
 * @param quote the message that it answers
 * @param unsupported the platform's name of its kind, if the channel can not read that kind of
 *     message. The text then is a placeholder for the agent; in a direct conversation the host
 *     tells the sender instead, and asks no agent
 * @param mentionsBot whether it speaks to the bot: true in a direct conversation
 * @param sentAt when it was written, by the platform's clock
 * @param replyHints what the channel wants back with the reply; opaque to the host, stored, never
 *     logged
 */
public record InboundMessage(
    String id,
    Conversation conversation,
    Sender sender,
    String text,
    List<Attachment> attachments,
    List<Identity> mentions,
    Optional<Quote> quote,
    Optional<String> unsupported,
    boolean mentionsBot,
    Instant sentAt,
    Map<String, String> replyHints) {

  /**
   * Checks the ID and copies the collections.
   *
   * @throws IllegalArgumentException if the ID is blank or contains a control character
   */
  public InboundMessage {
    Checks.identifier("message id", id);
    requireNonNull(conversation, "conversation");
    requireNonNull(sender, "sender");
    requireNonNull(text, "text");
    attachments = List.copyOf(attachments);
    mentions = List.copyOf(mentions);
    requireNonNull(quote, "quote");
    requireNonNull(unsupported, "unsupported");
    requireNonNull(sentAt, "sentAt");
    replyHints = Map.copyOf(replyHints);
  }

  /**
   * Starts a message with the parts that every message has.
   *
   * @param id the platform's ID of the message
   * @param conversation where it was written
   * @param sender who wrote it
   * @param sentAt when it was written
   * @return a builder with empty text that mentions the bot if the conversation is direct
   */
  public static Builder builder(
      String id, Conversation conversation, Sender sender, Instant sentAt) {
    return new Builder(id, conversation, sender, sentAt);
  }

  /**
   * The same message with other text and attachments, as the host makes it for an agent.
   *
   * @param otherText the text instead
   * @param otherAttachments the attachments instead
   * @return a new message
   */
  public InboundMessage with(String otherText, List<Attachment> otherAttachments) {
    return new InboundMessage(
        id,
        conversation,
        sender,
        otherText,
        otherAttachments,
        mentions,
        quote,
        unsupported,
        mentionsBot,
        sentAt,
        replyHints);
  }

  /** Tells which message it is, and neither its text nor its reply hints. */
  @Override
  public String toString() {
    return "InboundMessage[id=%s, conversation=%s, sender=%s]".formatted(id, conversation, sender);
  }

  /** Makes an {@link InboundMessage}; not for use by several threads at once. */
  public static final class Builder {
    private final String id;
    private final Conversation conversation;
    private final Sender sender;
    private final Instant sentAt;
    private String text = "";
    private List<Attachment> attachments = List.of();
    private List<Identity> mentions = List.of();
    private Optional<Quote> quote = Optional.empty();
    private Optional<String> unsupported = Optional.empty();
    private boolean mentionsBot;
    private Map<String, String> replyHints = Map.of();

    private Builder(String id, Conversation conversation, Sender sender, Instant sentAt) {
      this.id = id;
      this.conversation = conversation;
      this.sender = sender;
      this.sentAt = sentAt;
      this.mentionsBot = conversation.kind() == Conversation.Kind.DIRECT;
    }

    /**
     * Sets what was written.
     *
     * @param value the text without the mention of the bot
     * @return this builder
     */
    public Builder text(String value) {
      this.text = value;
      return this;
    }

    /**
     * Sets the files that came with it.
     *
     * @param value the attachments, in the order in which people see them, those of the quote last
     * @return this builder
     */
    public Builder attachments(List<Attachment> value) {
      this.attachments = value;
      return this;
    }

    /**
     * Sets whom it mentions.
     *
     * @param value identities without the bot's, of the channel's primary scheme where the platform
     *     tells it
     * @return this builder
     */
    public Builder mentions(List<Identity> value) {
      this.mentions = value;
      return this;
    }

    /**
     * Sets the message that it answers.
     *
     * @param value the quote, or empty
     * @return this builder
     */
    public Builder quote(Optional<Quote> value) {
      this.quote = value;
      return this;
    }

    /**
     * Tells that the channel can not read this kind of message.
     *
     * @param kind the platform's name of the kind, or empty if the message was read
     * @return this builder
     */
    public Builder unsupported(Optional<String> kind) {
      this.unsupported = kind;
      return this;
    }

    /**
     * Sets whether it speaks to the bot.
     *
     * @param value true if the bot is mentioned
     * @return this builder
     */
    public Builder mentionsBot(boolean value) {
      this.mentionsBot = value;
      return this;
    }

    /**
     * Sets what the channel wants back with the reply.
     *
     * @param value the hints; opaque to the host
     * @return this builder
     */
    public Builder replyHints(Map<String, String> value) {
      this.replyHints = value;
      return this;
    }

    /**
     * Makes the message.
     *
     * @return the checked message
     */
    public InboundMessage build() {
      return new InboundMessage(
          id,
          conversation,
          sender,
          text,
          attachments,
          mentions,
          quote,
          unsupported,
          mentionsBot,
          sentAt,
          replyHints);
    }
  }
}
