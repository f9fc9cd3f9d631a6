/**
 * Fetching by URL what a platform or a person points at. A plugin gets {@link
 * io.nanobot.api.download.Downloads} from its context, and the host guards every request: which
 * hosts and addresses, how large, how long, how many redirects.
 */
package io.nanobot.api.download;
