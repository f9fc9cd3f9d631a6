package io.nanobot.dingtalk.simulator;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What somebody says, before it is said. Start with {@link #by}, then refine. Not safe to share
 * between threads.
 */
public final class Utterance {
  private final Person from;
  private final String text;
  private Optional<Conversation> group = Optional.empty();
  private Optional<App> app = Optional.empty();
  private List<Person> mentions = List.of();
  private Optional<Entry> quoted = Optional.empty();
  private Optional<Body> body = Optional.empty();
  private List<SharedFile> files = List.of();
  private boolean overheard;
  private UnaryOperator<String> forgery = UnaryOperator.identity();

  /** A body that is no text: its {@code msgtype} and the JSON of its {@code content}. */
  record Body(String msgtype, String content) {}

  private Utterance(Person from, String text) {
    this.from = from;
    this.text = text;
  }

  /** A text to the first robot in the 1:1 conversation. */
  public static Utterance by(Person from, String text) {
    return new Utterance(from, text);
  }

  /** In a group it goes to the robots whose {@code @name} the text contains. */
  public Utterance inGroup(Conversation where) {
    group = Optional.of(where);
    return this;
  }

  /**
   * In a group it goes to all robots, also to those whom the text does not mention: as DingTalk
   * brings everything to a robot that may read all messages of its groups.
   */
  public Utterance overheard() {
    overheard = true;
    return this;
  }

  /**
   * Changes the {@code data} of the callback on its way, for tests of what a bot makes of callbacks
   * that no platform sends.
   */
  public Utterance forged(UnaryOperator<String> how) {
    forgery = how;
    return this;
  }

  /** Which robot is meant in the 1:1 conversation. */
  public Utterance to(App robot) {
    app = Optional.of(robot);
    return this;
  }

  /** Other people whom a group message addresses. */
  public Utterance mentioning(Person... people) {
    mentions = List.of(people);
    return this;
  }

  /** Quotes what a person said, and goes to the same conversation. */
  public Utterance quoting(SentMessage original) {
    quoted = Optional.of(original);
    return in(original.conversation());
  }

  /** Quotes what a bot said, and goes to the same conversation. */
  public Utterance quoting(Reply original) {
    quoted = Optional.of(original);
    app = Optional.of(original.app());
    return in(original.conversation());
  }

  /** Sends another type than text, for example {@code picture}; the text is only a label then. */
  public Utterance as(String msgtype, String contentJson) {
    body = Optional.of(new Body(msgtype, contentJson));
    return this;
  }

  /**
   * Sends files: one alone when there is no text, or any number of pictures with the text.
   *
   * @throws IllegalArgumentException for what no client of DingTalk can send
   */
  public Utterance attaching(SharedFile... attached) {
    boolean pictures =
        List.of(attached).stream().allMatch(file -> file.kind() == SharedFile.Kind.PICTURE);
    if (!pictures && (attached.length > 1 || !text.isBlank())) {
      throw new IllegalArgumentException("only pictures go together, or with a text");
    }
    files = List.of(attached);
    return this;
  }

  private Utterance in(Conversation conversation) {
    group = Optional.of(conversation).filter(Conversation::isGroup);
    return this;
  }

  Person from() {
    return from;
  }

  String text() {
    return text;
  }

  Optional<Conversation> group() {
    return group;
  }

  Optional<App> app() {
    return app;
  }

  List<Person> mentions() {
    return mentions;
  }

  Optional<Entry> quoted() {
    return quoted;
  }

  List<SharedFile> files() {
    return files;
  }

  /** Whether its text has the robot's {@code @name}. */
  boolean mentions(App robot) {
    return text.contains("@" + robot.robotName());
  }

  boolean isOverheard() {
    return overheard;
  }

  UnaryOperator<String> forgery() {
    return forgery;
  }

  Optional<Body> body() {
    return body;
  }
}
