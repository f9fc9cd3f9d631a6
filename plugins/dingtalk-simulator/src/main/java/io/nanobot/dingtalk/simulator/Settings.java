package io.nanobot.dingtalk.simulator;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** How one simulator was asked to behave. */
record Settings(
    World world,
    int tlsPort,
    int plainPort,
    Optional<Path> state,
    Duration pingEvery,
    Duration rotationGrace,
    boolean announcesConnections,
    Redelivery redelivery,
    Clock clock) {}
