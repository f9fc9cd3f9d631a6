package io.nanobot.dingtalk.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that was said, by people and by bots. */
final class Chats {
  private final Changes changes;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, SentMessage> sent = new HashMap<>();
  private final Map<String, List<Reply>> byProcessQueryKey = new HashMap<>();
  private final Map<String, List<Reply>> apiReplies = new HashMap<>();
  private int epoch;

  Chats(Changes changes) {
    this.changes = changes;
  }

  void add(SentMessage message) {
    synchronized (this) {
      entries.add(message);
      sent.put(message.msgId(), message);
    }
    touch(message);
  }

  void add(Reply reply) {
    reply.answered().ifPresent(message -> message.webhookReplies().add(reply));
    synchronized (this) {
      entries.add(reply);
      reply
          .processQueryKey()
          .ifPresent(
              key -> byProcessQueryKey.computeIfAbsent(key, k -> new ArrayList<>()).add(reply));
      if (reply.answered().isEmpty()) {
        apiReplies.computeIfAbsent(reply.conversation().id(), id -> new ArrayList<>()).add(reply);
      }
    }
    changes.announce(reply::revised);
  }

  void touch(SentMessage message) {
    changes.announce(message::revised);
  }

  /** Shows a card as it is now, if it is in a chat. */
  void changed(Card card) {
    card.reply()
        .ifPresent(
            reply -> {
              reply.says(card.spoken());
              changes.announce(reply::revised);
            });
  }

  void recall(Reply reply) {
    reply.recall();
    changes.announce(reply::revised);
  }

  synchronized Optional<SentMessage> sent(String msgId) {
    return Optional.ofNullable(sent.get(msgId));
  }

  synchronized Optional<Entry> entry(String id) {
    return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  /** The messages of one robot API call: one for each receiver. */
  synchronized List<Reply> byProcessQueryKey(String key) {
    return List.copyOf(byProcessQueryKey.getOrDefault(key, List.of()));
  }

  List<Reply> repliesTo(SentMessage message) {
    List<Reply> replies = new ArrayList<>(message.webhookReplies());
    synchronized (this) {
      apiReplies.getOrDefault(message.conversation().id(), List.of()).stream()
          .filter(reply -> !reply.at().isBefore(message.at()))
          .forEach(replies::add);
    }
    return List.copyOf(replies);
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  synchronized List<Reply> replies() {
    return entries.stream().filter(Reply.class::isInstance).map(Reply.class::cast).toList();
  }

  /** Changes when everything before is forgotten. */
  synchronized int epoch() {
    return epoch;
  }

  void clear() {
    synchronized (this) {
      entries.clear();
      sent.clear();
      byProcessQueryKey.clear();
      apiReplies.clear();
      epoch++;
    }
    changes.announce();
  }
}
