package io.nanobot.host.config;

/**
 * How replies are sent.
 *
 * @param attempts how often a reply is tried, the first time included; at least 1
 */
public record DeliveryConfig(int attempts) {
  static DeliveryConfig of(ChannelDefaults defaults) {
    return new DeliveryConfig(Math.max(1, defaults.sendMaxRetries()));
  }
}
