package io.nanobot.channel.dingtalk;

import io.nanobot.api.channel.Receipt;
import io.nanobot.channel.dingtalk.SentParts.Sent;
import java.util.ArrayList;
import java.util.List;

/** How far a message has got: its parts are sent one after the other, each of them once. */
final class Progress {
  private final SentParts sentParts;
  private final String messageId;
  private final List<DingTalkPart> parts;
  private final String digest;
  private final List<String> ids;

  Progress(SentParts sentParts, String messageId, List<DingTalkPart> parts) {
    this.sentParts = sentParts;
    this.messageId = messageId;
    this.parts = parts;
    // a message of one part leaves nothing to remember: it was taken or not
    this.digest = parts.size() == 1 ? "" : Digest.of(Json.write(texts(parts)));
    this.ids = new ArrayList<>(parts.size() == 1 ? List.of() : earlier());
  }

  private static List<String> texts(List<DingTalkPart> parts) {
    return parts.stream().flatMap(it -> texts(it).stream()).toList();
  }

  private static List<String> texts(DingTalkPart part) {
    if (part instanceof TextPart text) {
      return List.of(text.toSession().text(), text.toConversation().text());
    }
    return List.of(((FilePart) part).attachment().source());
  }

  private List<String> earlier() {
    return sentParts
        .recall(messageId)
        .filter(sent -> sent.digest().equals(digest) && sent.ids().size() < parts.size())
        .map(Sent::ids)
        .orElse(List.of());
  }

  boolean isDone() {
    return ids.size() == parts.size();
  }

  DingTalkPart next() {
    return parts.get(ids.size());
  }

  /** Notes that the next part was taken. */
  void taken(Receipt receipt) {
    ids.add(receipt.messageIds().stream().findFirst().orElse(""));
    if (parts.size() == 1) {
      return;
    }
    if (isDone()) {
      sentParts.forget(messageId);
    } else {
      sentParts.note(messageId, new Sent(digest, ids));
    }
  }

  /** All parts, also those that were taken at an earlier attempt. */
  Taken taken() {
    return new Taken(ids);
  }
}
