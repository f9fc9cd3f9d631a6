package io.nanobot.dingtalk.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a bot said, and how it arrived. */
public final class Reply implements Entry {
  /** How a reply arrived. */
  public enum Via {
    WEBHOOK,
    ROBOT_API,
    CARD
  }

  private final String id = OpaqueId.random("msg");
  private final Instant at;
  private final App app;
  private final Conversation conversation;
  private final Optional<SentMessage> answered;
  private final Optional<Card> card;
  private volatile Spoken spoken;
  private volatile Optional<String> processQueryKey = Optional.empty();
  private volatile boolean recalled;
  private volatile boolean confirmed;
  private volatile long revision;

  Reply(
      Instant at,
      App app,
      Conversation conversation,
      Optional<SentMessage> answered,
      Spoken spoken) {
    this(at, app, conversation, answered, spoken, Optional.empty());
  }

  /** One that is a card. */
  Reply(
      Instant at,
      App app,
      Conversation conversation,
      Optional<SentMessage> answered,
      Spoken spoken,
      Card card) {
    this(at, app, conversation, answered, spoken, Optional.of(card));
  }

  private Reply(
      Instant at,
      App app,
      Conversation conversation,
      Optional<SentMessage> answered,
      Spoken spoken,
      Optional<Card> card) {
    this.card = card;
    this.at = at;
    this.app = app;
    this.conversation = conversation;
    this.answered = answered;
    this.spoken = spoken;
  }

  @Override
  public String id() {
    return id;
  }

  public Instant at() {
    return at;
  }

  public App app() {
    return app;
  }

  @Override
  public Conversation conversation() {
    return conversation;
  }

  public Via via() {
    if (card.isPresent()) {
      return Via.CARD;
    }
    return answered.isPresent() ? Via.WEBHOOK : Via.ROBOT_API;
  }

  /** The message whose session webhook was used. */
  public Optional<SentMessage> answered() {
    return answered;
  }

  /** The card that this is, if it is one; its text may still grow. */
  public Optional<Card> card() {
    return card;
  }

  void says(Spoken other) {
    spoken = other;
  }

  /** The webhook's {@code msgtype} or the robot API's {@code msgKey}. */
  public String msgtype() {
    return spoken.msgtype();
  }

  /** The title; empty when the type has none. */
  public String title() {
    return spoken.title();
  }

  public String text() {
    return spoken.text();
  }

  @Override
  public String shown() {
    return text();
  }

  /** The Staff IDs that were mentioned. */
  public List<String> atUserIds() {
    return spoken.atUserIds();
  }

  /** The JSON that was sent: the webhook's body, or the robot API's {@code msgParam}. */
  public String raw() {
    return spoken.raw();
  }

  /** The file that it shows, if it is one that was uploaded. */
  public Optional<ShownFile> file() {
    return spoken.file();
  }

  /** By which the robot API refers to this; webhook replies have none. */
  public Optional<String> processQueryKey() {
    return processQueryKey;
  }

  boolean isMarkdown() {
    return spoken.isMarkdown();
  }

  public boolean recalled() {
    return recalled;
  }

  void queryable(String key) {
    processQueryKey = Optional.of(key);
  }

  void recall() {
    recalled = true;
  }

  /**
   * Whether the call that brought it was answered. If not, the bot can not know that it arrived.
   */
  public boolean confirmed() {
    return confirmed;
  }

  void confirm() {
    confirmed = true;
  }

  @Override
  public long revision() {
    return revision;
  }

  void revised(long number) {
    revision = number;
  }

  @Override
  public String toString() {
    return "Reply[" + via() + ", " + msgtype() + ", " + title() + ", " + text() + "]";
  }
}
