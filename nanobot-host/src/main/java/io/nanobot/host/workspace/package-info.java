/** Files and folders that only the user of the gateway can read. */
package io.nanobot.host.workspace;
