package io.nanobot.agent.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.agent.AgentException;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.ReplyStream;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an answer as the host does, and insists on the rules of the SPI. */
final class HeardReply implements Reply {
  private static final Logger HOST = LoggerFactory.getLogger("host");

  private final Thread owner = Thread.currentThread();
  private final List<String> messages = new ArrayList<>();
  private final List<String> pieces = new CopyOnWriteArrayList<>();

  /**
   * What people read in the end, and in the log what the operator does, as the host sees to it: the
   * words of a failure stand in place of all that was shown.
   */
  static HeardReply of(OpenAiAgent agent, TestTurn turn) throws Exception {
    HeardReply reply = new HeardReply();
    try {
      agent.respond(turn, reply);
    } catch (AgentException e) {
      assertThat(e.kind()).isEqualTo(AgentException.Kind.REJECTED);
      HOST.error("{}", e.getMessage());
      reply.messages.clear();
      reply.send(e.forUser());
    }
    return reply;
  }

  /** What was sent or streamed to its end. */
  List<String> messages() {
    return messages;
  }

  /** What was streamed so far, piece by piece; may be asked by any thread. */
  List<String> pieces() {
    return pieces;
  }

  @Override
  public void send(String markdown) {
    check();
    messages.add(markdown);
  }

  @Override
  public void attach(Attachment attachment) {
    throw new AssertionError("nothing is attached");
  }

  @Override
  public void mention(Identity identity) {
    throw new AssertionError("nobody is mentioned");
  }

  @Override
  public ReplyStream stream() {
    check();
    StringBuilder text = new StringBuilder();
    return new ReplyStream() {
      private boolean closed;

      @Override
      public void append(String delta) {
        check();
        if (closed) {
          throw new IllegalStateException("the stream is closed");
        }
        text.append(delta);
        pieces.add(delta);
      }

      @Override
      public void close() {
        check();
        if (!closed) {
          closed = true;
          messages.add(text.toString());
        }
      }
    };
  }

  private void check() {
    if (Thread.currentThread() != owner) {
      throw new AssertionError("a reply belongs to the thread of the turn");
    }
  }
}
