/** The agent that asks a service of the user's own over HTTP. */
package io.nanobot.host.agent.http;
