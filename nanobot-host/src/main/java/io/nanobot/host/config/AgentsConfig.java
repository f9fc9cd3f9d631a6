package io.nanobot.host.config;

/**
 * The keys of {@code agents} that are not a section.
 *
 * @param defaultAgent the name of the agent that answers: a section's, or a type's
 */
public record AgentsConfig(String defaultAgent) {
  static final String ECHO = "echo";
}
