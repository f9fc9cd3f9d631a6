package io.nanobot.api.channel;

import java.util.List;
import java.util.Optional;
import org.pf4j.ExtensionPoint;

/**
 * The one thing that a channel plugin exports, marked with {@link org.pf4j.Extension}. The class is
 * public and has a public constructor without arguments. The host keeps one factory for all
 * channels of its type and calls it from one thread at a time.
 *
 * @param <C> the record that describes the channel's configuration
 */
public interface ChannelFactory<C extends Record> extends ExtensionPoint {
  /**
   * The name of this kind of channel in the configuration: the default key under {@code channels}.
   *
   * @return lower-case letters, digits and hyphens, for example {@code dingtalk}
   */
  String type();

  /**
   * The name that people see.
   *
   * @return for example {@code DingTalk}
   */
  String displayName();

  /**
   * The kind of ID that plain entries of {@code allowFrom} are compared with. A sender whose
   * identity has another scheme never matches a plain entry.
   *
   * @return the primary scheme of this channel's identities
   */
  IdentityScheme identityScheme();

  /**
   * The kinds of ID that senders have besides. An operator may list them in {@code allowFrom} with
   * the scheme in front, for example {@code unionId:…}; a plain entry never matches them.
   *
   * @return the schemes of {@link io.nanobot.api.message.Sender#aliases()}, and of the identities
   *     of senders for whom the platform tells no primary one; empty unless overridden
   */
  default List<IdentityScheme> aliasSchemes() {
    return List.of();
  }

  /**
   * The configuration of one channel. The host derives its JSON Schema, its validation and its
   * documentation from the record's components; see {@link io.nanobot.api.config}. The keys that
   * the host itself reads ({@code enabled}, {@code allowFrom} and the others) are not among them.
   *
   * @return a record class that is visible to the host by reflection
   */
  Class<C> configType();

  /**
   * Which account at its platform a channel uses. Two enabled channels of one type with the same
   * account would take each other's messages, so the host refuses such a configuration. Must be
   * cheap, and is called before {@link #create}: the configuration may be one that can not work.
   *
   * @param config the configuration, as its schema allows it
   * @return what identifies the account, not secret; empty if that is unknown, as it is unless
   *     overridden
   */
  default Optional<String> account(C config) {
    return Optional.empty();
  }

  /**
   * Whether a second channel can be connected while the first still is, with the same account or
   * another. When settings change in a running gateway, such a channel is replaced without a gap:
   * the new one connects before the old one is closed. Any other is closed first.
   *
   * @return the same answer always, at once; false unless overridden
   */
  default boolean canOverlap() {
    return false;
  }

  /**
   * Makes a channel. Must be cheap: no thread, no socket, no file. All that is waiting to be used
   * is opened by {@link Channel#connect()}.
   *
   * @param config the validated configuration
   * @param context what the host lends to this one channel
   * @return a new channel that is not connected
   * @throws ChannelException if the configuration can not work, for a reason that its schema does
   *     not express
   */
  Channel create(C config, ChannelContext context) throws ChannelException;
}
