/** What was decided and changed, when, by whom and by which rule: a log that is only added to. */
package io.nanobot.host.security.audit;
