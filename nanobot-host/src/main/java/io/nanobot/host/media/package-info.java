/**
 * What came with messages: fetched through the channel for an admitted message, kept for a while as
 * files that only the user of the gateway can read.
 */
package io.nanobot.host.media;
