package io.nanobot.host.channel;

import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.Config;
import io.nanobot.host.plugin.PluginCatalog;
import io.nanobot.host.security.ChannelSchemes;
import io.nanobot.host.security.Schemes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the plugins; also for channels that have not started, whose messages may wait. */
public final class ConfiguredSchemes implements ChannelSchemes {
  private final PluginCatalog plugins;
  private volatile Map<String, String> types;

  @Inject
  public ConfiguredSchemes(Config config, PluginCatalog plugins) {
    this.plugins = plugins;
    use(config.channels());
  }

  /** From now on these are the channels. */
  public void use(List<ChannelSection> sections) {
    types =
        sections.stream()
            .collect(Collectors.toUnmodifiableMap(ChannelSection::name, ChannelSection::type));
  }

  @Override
  public Optional<Schemes> of(String channel) {
    return Optional.ofNullable(types.get(channel))
        .flatMap(plugins::channel)
        .map(plugin -> new Schemes(plugin.identityScheme(), plugin.aliasSchemes()));
  }
}
