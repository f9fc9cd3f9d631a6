/** Looks at an installation for what makes it less safe than it could be. Changes nothing. */
package io.nanobot.host.security.check;
