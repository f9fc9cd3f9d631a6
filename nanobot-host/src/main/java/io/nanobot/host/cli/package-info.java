/** The command line: what the terminal shows, and the exit codes. */
package io.nanobot.host.cli;
