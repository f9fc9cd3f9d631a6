/** HTTP/1.1, WebSocket and TLS by hand: faults such as black holes need raw sockets. Not an API. */
package io.nanobot.dingtalk.simulator.wire;
