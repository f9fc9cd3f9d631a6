/** What passes between channels and agents: immutable records, checked when they are made. */
package io.nanobot.api.message;
