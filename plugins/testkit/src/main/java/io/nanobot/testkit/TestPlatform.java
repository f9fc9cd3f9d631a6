package io.nanobot.testkit;

import io.nanobot.api.message.Conversation;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The other side of a channel, as a test plays it: a simulator or a few sockets. Methods return
 * once the platform has done its part; whether the channel noticed is the contract's business.
 */
public interface TestPlatform extends AutoCloseable {
  /**
   * One person writes to the bot in a direct conversation, as often as this is called with the same
   * text. The platform holds it back until the channel is connected, if it has to.
   *
   * @param text what is written
   */
  void say(String text);

  /**
   * One person sends a file to the bot in a direct conversation. Only for channels that are a
   * {@link io.nanobot.api.channel.MediaSource}.
   *
   * @param name the file's name
   * @param content the file
   */
  default void sayWithFile(String name, byte[] content) {
    throw new UnsupportedOperationException("this platform brings no files");
  }

  /**
   * From where {@link io.nanobot.api.download.Downloads} get files of this platform.
   *
   * @return scheme, host and port; empty if the channel fetches files in another way
   */
  default Optional<URI> files() {
    return Optional.empty();
  }

  /**
   * Whether the platform wants to be told that a message arrived, and else sends it again. Where it
   * does not, the channel has to tell the person that a message was lost.
   *
   * @return true unless overridden
   */
  default boolean acknowledges() {
    return true;
  }

  /**
   * Sends the message that was written last once more, as the platform does if it got no answer.
   *
   * @throws UnsupportedOperationException if the platform does not {@link #acknowledges()}
   */
  void redeliver();

  /**
   * How often the channel has told that a message arrived.
   *
   * @return the number of acknowledgements so far; zero if the platform does not {@link
   *     #acknowledges()}
   */
  int acknowledgements();

  /**
   * What people have seen of the bot.
   *
   * @return the texts, oldest first
   */
  List<String> received();

  /**
   * To where the bot can write without being asked.
   *
   * @return a conversation, or empty if the platform has no such thing: the contract then wants a
   *     refusal
   */
  Optional<Conversation> proactiveTarget();

  /** Cuts the connection without notice. The platform takes a new one at once. */
  void breakLink();

  /** From now on takes connections and answers nothing. */
  void hang();

  /**
   * How many connections the channel has now.
   *
   * @return the number of connections on which messages can arrive
   */
  int connections();

  /**
   * Whether a thread is the platform's and not the channel's.
   *
   * @param thread a thread that appeared during a test
   * @return true if the contract is to ignore it
   */
  default boolean owns(Thread thread) {
    return false;
  }

  /** Ends the platform. */
  @Override
  void close();
}
