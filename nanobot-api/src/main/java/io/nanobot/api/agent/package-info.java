/**
 * The SPI of what answers: {@link io.nanobot.api.agent.AgentFactory} makes an {@link
 * io.nanobot.api.agent.Agent}, which gets one {@link io.nanobot.api.agent.Turn} after the other.
 */
package io.nanobot.api.agent;
