package io.nanobot.agent.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.io.EOFException;
import java.util.Optional;

/**
 * Hands on the events of an answer, and ends at the first that is none. The library takes an error
 * inside a stream for an event without words, and a stream that was cut for one that has ended.
 */
final class CheckedEvents implements ServerSentEventListener {
  private final ServerSentEventListener listener;
  private final AnswerBody answer;
  private boolean complete;
  private boolean failed;

  /**
   * @param answer what the events are read from
   */
  CheckedEvents(ServerSentEventListener listener, AnswerBody answer) {
    this.listener = listener;
    this.answer = answer;
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    String data = event.data().strip();
    if (data.equals("[DONE]")) {
      complete = true;
      answer.expectEnd();
      return;
    }
    Optional<JsonNode> chunk = Json.object(data);
    if (chunk.isEmpty()) {
      onError(answer.isRead() ? cut() : new JunkException("an event that is no JSON object"));
    } else if (chunk.get().hasNonNull("error") || "error".equals(event.event())) {
      onError(new EndpointError(200, data, Optional.empty()));
    } else {
      complete |= chunk.get().path("choices").path(0).hasNonNull("finish_reason");
      listener.onEvent(event, context);
      return;
    }
    context.parsingHandle().cancel();
  }

  /** What goes wrong behind a complete answer is no matter. */
  @Override
  public void onError(Throwable failure) {
    if (!failed && !complete) {
      failed = true;
      listener.onError(failure);
    }
  }

  /** To be called when there are no more events. */
  void end() {
    if (failed) {
      return;
    }
    if (complete) {
      listener.onClose();
    } else {
      onError(cut());
    }
  }

  /** The library takes what stands behind the last end of an event for one more. */
  private static EOFException cut() {
    return new EOFException("the stream ended before the answer did");
  }
}
