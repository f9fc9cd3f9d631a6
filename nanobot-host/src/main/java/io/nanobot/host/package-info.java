/** The process that joins channels and agents; what is what is told by the packages below. */
package io.nanobot.host;
