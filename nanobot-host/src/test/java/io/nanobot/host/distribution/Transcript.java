package io.nanobot.host.distribution;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One conversation with a bot that repeats what it reads: numbers from 1 on, each written after the
 * one before was acknowledged.
 *
 * @param sent how many were written
 * @param pushedAgain how many of them were pushed more than once
 * @param acknowledged which of them a gateway has acknowledged
 * @param replies what came back, in the order in which the platform heard it
 */
record Transcript(
    String conversation,
    int sent,
    int pushedAgain,
    List<Integer> acknowledged,
    List<String> replies) {
  Transcript {
    acknowledged = List.copyOf(acknowledged);
    replies = List.copyOf(replies);
  }

  int answered() {
    Set<String> heard = new HashSet<>(replies);
    return (int) acknowledged.stream().filter(number -> heard.contains(number.toString())).count();
  }

  /** Those that were acknowledged and never answered. */
  List<Integer> lost() {
    Set<String> heard = new HashSet<>(replies);
    return acknowledged.stream().filter(number -> !heard.contains(number.toString())).toList();
  }

  /** How many replies came though the same had come before. */
  int resent() {
    return replies.size() - new HashSet<>(replies).size();
  }

  /** Replies that repeat nothing that was written. */
  List<String> foreign() {
    return replies.stream().filter(reply -> !isNumber(reply)).distinct().toList();
  }

  /** How many first replies came after the first reply to a later message. */
  int outOfOrder() {
    Set<String> heard = new HashSet<>();
    int highest = 0;
    int late = 0;
    for (String reply : replies) {
      if (!isNumber(reply) || !heard.add(reply)) {
        continue;
      }
      int number = Integer.parseInt(reply);
      late += number < highest ? 1 : 0;
      highest = Math.max(highest, number);
    }
    return late;
  }

  private boolean isNumber(String reply) {
    return reply.matches("[1-9]\\d{0,8}") && Integer.parseInt(reply) <= sent;
  }
}
