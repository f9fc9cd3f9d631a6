/**
 * The SPI of nanobot for Java: everything that a channel or agent plugin may see of its host.
 *
 * <p>A plugin jar exports one extension, a {@link io.nanobot.api.channel.ChannelFactory} or an
 * {@link io.nanobot.api.agent.AgentFactory}, marked with {@link org.pf4j.Extension}. Its class
 * loader sees the JDK, this API, PF4J and SLF4J; everything else travels inside the jar.
 *
 * <p>Nothing in this API is ever {@code null}: what may be absent is an {@link java.util.Optional}
 * or an empty collection, and a {@code null} that is handed in is refused with a {@link
 * NullPointerException}.
 */
package io.nanobot.api;
