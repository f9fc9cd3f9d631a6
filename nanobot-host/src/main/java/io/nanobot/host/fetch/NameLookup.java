package io.nanobot.host.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where names become addresses: the operating system, and in tests a table. */
interface NameLookup {
  /** May block. A host that is an address already is returned as it is. */
  InetAddress[] addressesOf(String host) throws UnknownHostException;
}
