package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.OutboundMessage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages, part by part. Chooses the way of each: the session webhook of the message that it
 * answers, which needs no token and mentions people, or else the robot API, which works at any
 * time.
 */
final class DingTalkReplies {
  private static final Logger LOG = LoggerFactory.getLogger(DingTalkReplies.class);

  /** Clocks differ, and a message may wait for its turn. */
  private static final Duration WEBHOOK_MARGIN = Duration.ofMinutes(5);

  private final DingTalkConfig config;
  private final DingTalkApi api;
  private final DingTalkFiles files;
  private final SentParts sentParts;
  private final Optional<DingTalkCards> cards;
  private final Clock clock;

  DingTalkReplies(
      DingTalkConfig config,
      DingTalkApi api,
      DingTalkFiles files,
      SentParts sentParts,
      Optional<DingTalkCards> cards,
      Clock clock) {
    this.config = config;
    this.api = api;
    this.files = files;
    this.sentParts = sentParts;
    this.cards = cards;
    this.clock = clock;
  }

  /** Completes the card that shows the message already, or sends it. */
  Taken send(OutboundMessage unaddressed) throws ChannelException, InterruptedException {
    OutboundMessage message = addressed(unaddressed);
    Optional<Taken> inCard = cards.isPresent() ? cards.get().complete(message) : Optional.empty();
    return inCard.isPresent() ? inCard.get() : sendParts(message);
  }

  /** Empty if answers are not shown while they grow, or not at the moment. */
  Optional<Duration> streamingPause() {
    return cards.flatMap(DingTalkCards::pause);
  }

  /** A card can only be shown to whom the robot can write at any time. */
  Map<String, String> show(OutboundMessage draft) throws ChannelException, InterruptedException {
    if (cards.isEmpty() || !hasOtherWay(draft.conversation())) {
      throw new ChannelException(REJECTED, "A card can not be shown to a person without Staff ID");
    }
    return cards.get().show(addressed(draft), config.robotCode(draft.replyHints()));
  }

  void withdraw(OutboundMessage draft) throws ChannelException, InterruptedException {
    if (cards.isPresent()) {
      cards.get().withdraw(draft);
    }
  }

  /** The message with a mention of who has asked, if that is wanted. */
  private OutboundMessage addressed(OutboundMessage message) {
    Optional<String> asker =
        Optional.ofNullable(message.replyHints().get(DingTalkMessages.STAFF_ID))
            .filter(it -> config.mentionSender())
            .filter(it -> message.conversation().kind() == Conversation.Kind.GROUP);
    if (asker.isEmpty()) {
      return message;
    }
    List<Identity> mentions = new ArrayList<>(message.mentions());
    mentions.add(0, new Identity(DingTalkChannelFactory.STAFF_ID.name(), asker.get()));
    return new OutboundMessage(
        message.id(),
        message.conversation(),
        message.markdown(),
        message.attachments(),
        mentions,
        message.inReplyTo(),
        message.replyHints());
  }

  /** Sends the parts of a message that DingTalk has not taken at an earlier attempt. */
  private Taken sendParts(OutboundMessage message) throws ChannelException, InterruptedException {
    boolean onlyInSession = !hasOtherWay(message.conversation());
    List<DingTalkPart> parts =
        DingTalkParts.of(message, config.robotCode(message.replyHints()), onlyInSession);
    Progress progress = new Progress(sentParts, message.id(), parts);
    boolean inSession = true;
    while (!progress.isDone()) {
      Sendable next = files.prepare(message, progress.next(), onlyInSession);
      if (next instanceof FileMessage file) {
        progress.taken(
            api.toConversation(
                config.robotCode(message.replyHints()), message.conversation(), file));
        continue;
      }
      TextPart text = (TextPart) next;
      Optional<Receipt> receipt = inSession ? toSession(message, text) : Optional.empty();
      inSession = receipt.isPresent();
      progress.taken(receipt.isPresent() ? receipt.get() : toConversation(message, text));
    }
    return progress.taken();
  }

  /** Empty if there is no session, or none any more. */
  private Optional<Receipt> toSession(OutboundMessage message, TextPart part)
      throws ChannelException, InterruptedException {
    Optional<URI> webhook = webhook(message);
    if (webhook.isEmpty()) {
      return Optional.empty();
    }
    Optional<Receipt> receipt = api.toSession(webhook.get(), part.toSession(), part.mentions());
    if (receipt.isEmpty()) {
      LOG.debug("The session of {} is over, using the robot API", message.id());
    }
    return receipt;
  }

  private Receipt toConversation(OutboundMessage message, TextPart part)
      throws ChannelException, InterruptedException {
    Conversation conversation = message.conversation();
    if (!hasOtherWay(conversation)) {
      throw new ChannelException(
          REJECTED,
          "The time to answer this person is over, and DingTalk gives no Staff ID to write to",
          "People from outside the organisation have none, and nobody has one before the app is"
              + " published. They must write again.");
    }
    return api.toConversation(
        config.robotCode(message.replyHints()), conversation, part.toConversation());
  }

  /** People without Staff ID can be answered by the webhook only: it is tried at any time. */
  private static boolean hasOtherWay(Conversation conversation) {
    return conversation.kind() == Conversation.Kind.GROUP
        || DingTalkMessages.hasStaffId(conversation);
  }

  private Optional<URI> webhook(OutboundMessage message) {
    String text = message.replyHints().getOrDefault(DingTalkMessages.WEBHOOK, "");
    String expires = message.replyHints().getOrDefault(DingTalkMessages.WEBHOOK_EXPIRES, "");
    if (text.isEmpty() || (hasOtherWay(message.conversation()) && nearlyOver(expires))) {
      return Optional.empty();
    }
    Optional<URI> webhook = Addresses.webhook(text, config.oapiBase());
    if (webhook.isEmpty()) {
      LOG.warn(
          "The session webhook of {} is not at DingTalk or {}, it is not used",
          message.id(),
          config.oapiBase());
    }
    return webhook;
  }

  private boolean nearlyOver(String expires) {
    return !expires.matches("\\d{1,15}")
        || clock
            .instant()
            .isAfter(Instant.ofEpochMilli(Long.parseLong(expires)).minus(WEBHOOK_MARGIN));
  }
}
