package io.nanobot.dingtalk.simulator;

import java.time.Instant;

/**
 * A request that a client made. Queries, headers and bodies are not kept: they carry secrets.
 *
 * @param status of the answer; 0 when none was given
 */
public record RecordedRequest(Instant at, String method, String path, int status) {}
