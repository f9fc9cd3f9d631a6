/**
 * The one way out for what plugins fetch by URL: which hosts and addresses, how much, how long.
 * Only this package knows the HTTP client.
 */
package io.nanobot.host.fetch;
