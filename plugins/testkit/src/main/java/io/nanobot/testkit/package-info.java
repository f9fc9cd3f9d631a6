/**
 * For authors of plugins: what the host expects of a channel, as tests.
 *
 * <p>A test of a channel extends {@link io.nanobot.testkit.ChannelContract} and tells it how to
 * make the channel and how to play its platform; {@link io.nanobot.testkit.FakeChannelContext}
 * stands in for the host, and so does {@link io.nanobot.testkit.FakeAgentContext} for an agent.
 */
package io.nanobot.testkit;
