/** The gateway as a whole: what it is made of, and in which order it starts and stops. */
package io.nanobot.host.gateway;
