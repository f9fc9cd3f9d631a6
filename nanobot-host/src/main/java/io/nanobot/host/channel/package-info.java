/** Keeps the channels that the configuration wants running, each on a thread of its own. */
package io.nanobot.host.channel;
