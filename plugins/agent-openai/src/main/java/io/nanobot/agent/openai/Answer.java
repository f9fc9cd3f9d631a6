package io.nanobot.agent.openai;

import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.ReplyStream;

/** The one message that a turn is answered with. It begins with its first word. */
final class Answer {
  private final Reply reply;
  private ReplyStream stream; // null until then
  private boolean newParagraph;

  Answer(Reply reply) {
    this.reply = reply;
  }

  boolean hasBegun() {
    return stream != null;
  }

  void append(String words) {
    if (stream == null) {
      stream = reply.stream();
    } else if (newParagraph) {
      stream.append("\n\n");
    }
    newParagraph = false;
    stream.append(words);
  }

  /** Whatever comes next stands for itself. */
  void endParagraph() {
    newParagraph = true;
  }

  void complete() {
    if (stream != null) {
      stream.close();
    }
  }
}
