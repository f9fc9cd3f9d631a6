/** How much anybody may send: bounds on rates and sizes, which hold for all channels. */
package io.nanobot.host.security.limits;
