/** Who may talk to the bot: one policy for all channels, decided before anything else happens. */
package io.nanobot.host.security;
