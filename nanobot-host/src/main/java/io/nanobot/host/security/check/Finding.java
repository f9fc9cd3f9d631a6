package io.nanobot.host.security.check;

/**
 * One thing that makes an installation less safe than it could be.
 *
 * @param id what kind it is, the same in every version
 * @param severity how much it matters
 * @param what one or more sentences; never a secret
 * @param where the file or the setting
 * @param fix what the reader can do
 */
public record Finding(String id, Severity severity, String what, String where, String fix) {}
