package io.nanobot.host.admin;

/** The version of this host, as {@code nanobot --version} shows it. */
public record HostVersion(String text) {}
