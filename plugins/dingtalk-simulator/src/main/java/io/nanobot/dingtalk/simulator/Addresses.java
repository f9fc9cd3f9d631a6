package io.nanobot.dingtalk.simulator;

import java.net.URI;

/** Where the simulator is reached. The port is always explicit: the Java SDK fails without. */
record Addresses(int tlsPort, int plainPort) {
  URI api() {
    return URI.create("https://localhost:" + tlsPort);
  }

  URI plainApi() {
    return URI.create("http://127.0.0.1:" + plainPort);
  }

  URI base(boolean secure) {
    return secure ? api() : plainApi();
  }

  String stream(boolean secure) {
    return secure
        ? "wss://localhost:" + tlsPort + "/connect"
        : "ws://127.0.0.1:" + plainPort + "/connect";
  }
}
