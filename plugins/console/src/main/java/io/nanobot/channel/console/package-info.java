/**
 * The console channel: the person at the terminal where the gateway runs. The smallest worked
 * example of a channel. {@link io.nanobot.channel.console.ConsoleChannelFactory} is all that the
 * host sees.
 *
 * <p>JLine edits the line. The terminal itself is ours, and why stands at {@code SystemTerminal}.
 */
package io.nanobot.channel.console;
