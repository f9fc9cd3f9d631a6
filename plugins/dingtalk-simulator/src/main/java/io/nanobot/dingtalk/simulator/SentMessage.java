package io.nanobot.dingtalk.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * A message that a person has sent. The handle is live: pushes, acknowledgements and replies show
 * up as they happen.
 */
public final class SentMessage implements Entry {
  private final String msgId = OpaqueId.random("msg");
  private final Utterance utterance;
  private final Conversation conversation;
  private final Instant at;
  private final Set<Fault> distortions;
  private final Chats chats;
  private final List<Push> pushes = new CopyOnWriteArrayList<>();
  private final List<Reply> webhookReplies = new CopyOnWriteArrayList<>();
  private final Set<String> reactions = new ConcurrentSkipListSet<>();
  private volatile long revision;

  SentMessage(
      Chats chats,
      Utterance utterance,
      Conversation conversation,
      Instant at,
      Set<Fault> distortions) {
    this.chats = chats;
    this.utterance = utterance;
    this.conversation = conversation;
    this.at = at;
    this.distortions = distortions;
  }

  /** The message's identity; it stays the same when the message is pushed again. */
  public String msgId() {
    return msgId;
  }

  @Override
  public String id() {
    return msgId;
  }

  public Person from() {
    return utterance.from();
  }

  public String text() {
    return utterance.text();
  }

  /** Files are named in brackets. */
  @Override
  public String shown() {
    String files =
        utterance.files().stream()
            .map(file -> "[" + file.kind().wireName() + ": " + file.name() + "]")
            .collect(Collectors.joining(" "));
    return (utterance.text() + " " + files).strip();
  }

  @Override
  public Conversation conversation() {
    return conversation;
  }

  public Instant at() {
    return at;
  }

  /** Every attempt to hand it to a bot, in order. */
  public List<Push> pushes() {
    return List.copyOf(pushes);
  }

  /** Whether a link was open for it at least once. */
  public boolean delivered() {
    return pushes.stream().anyMatch(push -> push.connectionId().isPresent());
  }

  public boolean acknowledged() {
    return acks().stream().anyMatch(ack -> ack.code() == 200);
  }

  public List<Ack> acks() {
    return pushes.stream().flatMap(push -> push.ack().stream()).toList();
  }

  /**
   * The replies through this message's webhook, and those that the robot API brought into the same
   * conversation after it.
   */
  public List<Reply> replies() {
    return chats.repliesTo(this);
  }

  /** The names of the reactions that the bot has put on it and not taken back. */
  public Set<String> reactions() {
    return Set.copyOf(reactions);
  }

  Utterance utterance() {
    return utterance;
  }

  boolean distorted(Fault fault) {
    return distortions.contains(fault);
  }

  List<Reply> webhookReplies() {
    return webhookReplies;
  }

  void pushed(Push push) {
    pushes.add(push);
  }

  void acknowledged(String messageId, Ack ack) {
    pushes.replaceAll(push -> push.messageId().equals(messageId) ? push.with(ack) : push);
  }

  void reacted(String name) {
    reactions.add(name);
  }

  void reactionTakenBack(String name) {
    reactions.remove(name);
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
    return "SentMessage[" + from().name() + ": " + text() + ", " + pushes + "]";
  }
}
