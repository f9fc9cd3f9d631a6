package io.nanobot.host.plugin;

import java.nio.file.Path;

/**
 * A jar that may be loaded.
 *
 * @param file the jar as people know it
 * @param copy the staged copy, which is the one that was checked and is loaded
 * @param facts what the jar says about itself
 * @param warning what its report says even if it starts
 */
record Candidate(Path file, Path copy, JarFacts facts, Finding warning) {}
