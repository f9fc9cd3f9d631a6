package io.nanobot.host.fetch;

/** What an address is good for. */
enum AddressKind {
  /** Reachable by everybody on the internet. */
  PUBLIC("a public address"),
  /** Of a network behind a router. */
  PRIVATE("a private address"),
  /** The machine of the gateway itself. */
  LOOPBACK("an address of the gateway's own machine"),
  /** Of the same cable. Clouds answer there with credentials of the machine. */
  LINK_LOCAL("a link-local address"),
  /** Where clouds answer with credentials of the machine, among addresses for other uses. */
  METADATA("an address of a cloud's metadata service"),
  /** Set apart by IANA: multicast, documentation, measurements, tunnels, the future. */
  RESERVED("a reserved address");

  private final String words;

  AddressKind(String words) {
    this.words = words;
  }

  /** Whether a host may have it once the configuration names that host. */
  boolean fitsNamedHost() {
    return this == PUBLIC || this == PRIVATE || this == LOOPBACK;
  }

  /** With an article, to go on a sentence with. */
  String words() {
    return words;
  }
}
