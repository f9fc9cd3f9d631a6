package io.nanobot.channel.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.api.message.Identity;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.channel.dingtalk.markdown.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is notified of a message.
 *
 * @param staffIds these people
 * @param everybody all members of the group
 */
record Mentions(List<String> staffIds, boolean everybody) {
  /** Among the mentions of a message: all members of the group. */
  static final Identity EVERYBODY = new Identity("conversation", "all");

  static final Mentions NOBODY = new Mentions(List.of(), false);

  private static final Logger LOG = LoggerFactory.getLogger(Mentions.class);

  /** What clients in the field keep to; DingTalk documents no number. */
  private static final int MOST = 50;

  /** IDs have no documented length either, and a part shall have room for the text as well. */
  private static final int MOST_BYTES = 2_000;

  Mentions {
    staffIds = List.copyOf(staffIds);
  }

  static Mentions of(OutboundMessage message) {
    List<String> wanted =
        message.mentions().stream()
            .filter(it -> it.scheme().equals(DingTalkChannelFactory.STAFF_ID.name()))
            .map(Identity::value)
            .distinct()
            .toList();
    List<String> mentioned = new ArrayList<>();
    int bytes = 0;
    for (String staffId : wanted) {
      bytes += staffId.getBytes(UTF_8).length;
      if (mentioned.size() < MOST && bytes <= MOST_BYTES) {
        mentioned.add(staffId);
      }
    }
    if (mentioned.size() < wanted.size()) {
      LOG.warn(
          "{} mentions {} people, only the first {} are notified",
          message.id(),
          wanted.size(),
          mentioned.size());
    }
    return new Mentions(mentioned, message.mentions().contains(EVERYBODY));
  }

  boolean isEmpty() {
    return staffIds.isEmpty() && !everybody;
  }

  /** The part's text with those who are not yet in it: DingTalk notifies nobody else. */
  String addedTo(Part part) {
    List<String> missing = names().stream().filter(it -> !stands(it, part.text())).toList();
    if (missing.isEmpty()) {
      return part.text();
    }
    return part.text() + (part.endsInWords() ? " " : "\n\n") + text(missing);
  }

  /** The longest text that {@link #addedTo} adds. */
  String longestText() {
    return isEmpty() ? "" : "\n\n" + text(names());
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(staffIds);
    if (everybody) {
      names.add("all");
    }
    return names;
  }

  private static String text(List<String> names) {
    return "@" + String.join(" @", names);
  }

  /** Another's ID may begin or end like this one. */
  private static boolean stands(String name, String text) {
    return Pattern.compile("(?<![\\w@])@" + Pattern.quote(name) + "(?![\\w-])")
        .matcher(text)
        .find();
  }
}
