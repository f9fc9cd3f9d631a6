package io.nanobot.host.channel;

import io.nanobot.api.channel.Channel;
import io.nanobot.host.pipeline.Delivery;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the delivery of one channel. */
interface DeliveryFactory {
  Delivery create(String name, Supplier<Optional<Channel>> connected);
}
