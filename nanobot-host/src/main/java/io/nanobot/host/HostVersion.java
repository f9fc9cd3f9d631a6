package io.nanobot.host;

/** The version of this host, as {@code nanobot --version} shows it. */
public record HostVersion(String text) {}
