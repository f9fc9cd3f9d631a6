package io.nanobot.dingtalk.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A card that an app has made. What its streaming component says is a bot's message. */
public final class Card {
  /** What the card shows of its progress. */
  public enum State {
    /** Delivered, and nothing was streamed. */
    PROCESSING,
    /** It grows, with an animation that only the end stops. */
    INPUTTING,
    FINISHED,
    FAILED
  }

  /** One call of {@code card/streaming}. */
  public record Frame(Instant at, String content, boolean isFinalize, boolean isError) {}

  private final String outTrackId;
  private final App app;
  private final boolean streamsCallbacks;
  private final Map<String, String> params;
  private final List<Frame> frames = new ArrayList<>(); // guarded by this
  private final Set<String> guids = new LinkedHashSet<>(); // guarded by this
  private volatile State state = State.PROCESSING;
  private volatile Optional<Reply> reply = Optional.empty();
  private volatile List<String> notified = List.of();

  Card(String outTrackId, App app, boolean streamsCallbacks, Map<String, String> params) {
    this.outTrackId = outTrackId;
    this.app = app;
    this.streamsCallbacks = streamsCallbacks;
    this.params = new ConcurrentHashMap<>(params);
  }

  public String outTrackId() {
    return outTrackId;
  }

  App app() {
    return app;
  }

  public State state() {
    return state;
  }

  /** The variables of the template as they are now. */
  public Map<String, String> params() {
    return Map.copyOf(params);
  }

  /** What streamed into it, oldest first. */
  public synchronized List<Frame> frames() {
    return List.copyOf(frames);
  }

  /** The message that it is in a chat; empty before it is delivered. */
  public Optional<Reply> reply() {
    return reply;
  }

  Spoken spoken() {
    String text = params.getOrDefault(CardTemplate.DEMO.contentKey(), "");
    return new Spoken("card", "", text, notified, "{}", Optional.empty());
  }

  /** Whether a click comes through the stream. */
  boolean streamsCallbacks() {
    return streamsCallbacks;
  }

  /** Who is told of it when it is delivered. */
  void notifies(List<String> staffIds) {
    notified = List.copyOf(staffIds);
  }

  void delivered(Reply message) {
    reply = Optional.of(message);
  }

  void update(CardUpdate update) {
    if (!update.byKey()) {
      params.clear();
    }
    params.putAll(update.params());
  }

  /** What becomes of a call that streams. */
  enum Streamed {
    SHOWN,
    /** A call of the same guid came before. */
    REPEATED,
    /** It has ended. */
    OVER
  }

  synchronized Streamed stream(String guid, Frame frame) {
    if (guids.contains(guid)) {
      return Streamed.REPEATED;
    }
    if (state == State.FINISHED || state == State.FAILED) {
      return Streamed.OVER;
    }
    guids.add(guid);
    frames.add(frame);
    params.put(CardTemplate.DEMO.contentKey(), frame.content());
    if (frame.isError()) {
      state = State.FAILED;
    } else {
      state = frame.isFinalize() ? State.FINISHED : State.INPUTTING;
    }
    return Streamed.SHOWN;
  }
}
