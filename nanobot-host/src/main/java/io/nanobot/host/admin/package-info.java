/** What the gateway tells about itself over HTTP, on loopback. */
package io.nanobot.host.admin;
