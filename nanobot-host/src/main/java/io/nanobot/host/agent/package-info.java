/** Which agent answers, and the agent that is always there. */
package io.nanobot.host.agent;
