package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Queue;
import io.nanobot.host.store.Taker;
import java.util.Map;

/**
 * What all transactions of one process share.
 *
 * @param owner what leases of this process are marked with
 * @param takers may be changed at any time, by any thread
 */
record StoreContext(
    Dialect dialect, String owner, LaneTable lanes, Backlog backlog, Map<Queue, Taker> takers) {}
