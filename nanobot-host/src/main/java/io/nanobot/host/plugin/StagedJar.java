package io.nanobot.host.plugin;

import java.nio.file.Path;

/**
 * The private copy of a jar, which is the one that is checked and loaded.
 *
 * @param path where it is
 * @param digest that of its bytes, taken while they were written
 */
record StagedJar(Path path, Sha256 digest) {}
