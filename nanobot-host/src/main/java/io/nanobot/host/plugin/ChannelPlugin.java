package io.nanobot.host.plugin;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelFactory;
import io.nanobot.api.channel.IdentityScheme;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A kind of channel that a plugin provides. What the plugin says about itself was checked when it
 * was loaded and does not change. Ends with its plugin.
 */
public final class ChannelPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelPlugin.class);
  private static final Set<String> HOST_KEYS = Set.of("enabled", "type", "allowFrom");

  private final String pluginId;
  private final String type;
  private final String displayName;
  private final IdentityScheme identityScheme;
  private final List<IdentityScheme> aliasSchemes;
  private final boolean canOverlap;
  private final FactorySlot<ChannelFactory<Record>> slot;
  private final PluginBoundary boundary;
  private final PluginLimits limits;

  private ChannelPlugin(
      String pluginId,
      String type,
      String displayName,
      IdentityScheme identityScheme,
      List<IdentityScheme> aliasSchemes,
      boolean canOverlap,
      FactorySlot<ChannelFactory<Record>> slot,
      PluginBoundary boundary,
      PluginLimits limits) {
    this.pluginId = pluginId;
    this.type = type;
    this.displayName = displayName;
    this.identityScheme = identityScheme;
    this.aliasSchemes = aliasSchemes;
    this.canOverlap = canOverlap;
    this.slot = slot;
    this.boundary = boundary;
    this.limits = limits;
  }

  static ChannelPlugin of(
      String pluginId,
      ChannelFactory<Record> factory,
      ClassLoader loader,
      PluginBoundary boundary,
      PluginLimits limits)
      throws PluginFault {
    Answers answers = new Answers(boundary, limits.start());
    String type = answers.type(factory::type);
    Class<? extends Record> config = answers.configType(factory::configType, HOST_KEYS);
    return new ChannelPlugin(
        pluginId,
        type,
        answers.displayName(factory::displayName),
        answers.identityScheme(factory::identityScheme),
        answers.aliasSchemes(factory::aliasSchemes),
        answers.canOverlap(factory::canOverlap),
        new FactorySlot<>(boundary, factory, config, loader),
        boundary,
        limits);
  }

  /**
   * The plugin that provides it.
   *
   * @return the {@code Plugin-Id}
   */
  public String pluginId() {
    return pluginId;
  }

  /**
   * The name of this kind of channel in the configuration.
   *
   * @return lower-case letters, digits and hyphens
   */
  public String type() {
    return type;
  }

  /**
   * The name that people see.
   *
   * @return one line
   */
  public String displayName() {
    return displayName;
  }

  /**
   * What plain entries of {@code allowFrom} are.
   *
   * @return the primary scheme of this channel's identities
   */
  public IdentityScheme identityScheme() {
    return identityScheme;
  }

  /**
   * What entries of {@code allowFrom} that name a scheme may be.
   *
   * @return the schemes of this channel's further identities
   */
  public List<IdentityScheme> aliasSchemes() {
    return aliasSchemes;
  }

  /**
   * The configuration of one channel. Whoever keeps the class keeps the plugin's class loader.
   *
   * @return a record without keys of the host
   * @throws IllegalStateException if the plugin was unloaded
   */
  public Class<? extends Record> configType() {
    return slot.configType();
  }

  /**
   * Whether a second channel can be connected while the first still is.
   *
   * @return what the plugin said when it was loaded
   */
  public boolean canOverlap() {
    return canOverlap;
  }

  /**
   * Which account at its platform a channel uses.
   *
   * @param config an instance of {@link #configType()}
   * @return what identifies it; empty if that is unknown, or the plugin failed
   */
  public Optional<String> account(Record config) {
    try {
      return slot.ask("account()", limits.create(), config, factory -> factory.account(config))
          .filter(account -> !account.isBlank());
    } catch (PluginFault e) {
      LOG.warn("{}, so it is not known whether two channels share an account", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Threads for {@link ChannelContext#executor()}: daemons named {@code <channel>-<n>}, with the
   * plugin's class loader. Whoever keeps them running keeps the plugin's class loader.
   *
   * @param channelName the key under {@code channels}
   * @return a factory for one channel
   * @throws IllegalStateException if the plugin was unloaded
   */
  public ThreadFactory threads(String channelName) {
    return new PluginThreads(channelName, slot.loader());
  }

  /**
   * Makes a channel. Each of its methods ends within the limit for it, whatever the plugin does,
   * and throws nothing but what the SPI foresees: a failure of the plugin itself is {@code
   * UNAVAILABLE} when connecting and {@code UNCERTAIN} when sending. Once closed it keeps nothing
   * of the plugin.
   *
   * @param config an instance of {@link #configType()}
   * @param context what the host lends to the channel; its methods are called with the host's
   *     context class loader, and the stage of {@code receive} may complete on any thread: the
   *     plugin continues on one of its own
   * @return a channel that is not connected
   * @throws ChannelException if the configuration can not work, or the plugin failed; without a
   *     cause and without anything else of the plugin
   * @throws InterruptedException if the caller was interrupted
   */
  public Channel create(Record config, ChannelContext context)
      throws ChannelException, InterruptedException {
    try {
      GuardedContext lent = new GuardedContext(context, boundary);
      Created created =
          slot.create(limits.create(), config, factory -> Created.of(factory.create(config, lent)));
      return new GuardedChannel(
          created.channel(), created.sendsWithoutConnection(), boundary, limits);
    } catch (PluginFault e) {
      throw e.asChannelException(ChannelException.Kind.CONFIGURATION);
    }
  }

  /** What a channel tells about itself is asked once, where the plugin may be called. */
  private record Created(Channel channel, boolean sendsWithoutConnection) {
    static Created of(Channel channel) {
      return channel == null ? null : new Created(channel, channel.sendsWithoutConnection());
    }
  }

  void revoke() {
    slot.clear();
  }
}
