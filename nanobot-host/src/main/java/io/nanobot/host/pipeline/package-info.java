/**
 * The way of a message through the host: {@link io.nanobot.host.pipeline.Reception} lets it in and
 * stores it, {@link io.nanobot.host.pipeline.Dispatcher} has it answered, {@link
 * io.nanobot.host.pipeline.Delivery} sends the answer.
 */
package io.nanobot.host.pipeline;
