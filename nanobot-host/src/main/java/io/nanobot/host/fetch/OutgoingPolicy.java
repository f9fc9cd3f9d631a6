package io.nanobot.host.fetch;

import io.nanobot.host.config.HostRule;
import io.nanobot.host.config.OutgoingConfig;
import io.nanobot.host.config.PrivateRule;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/** Decides what may be requested. Pure: asks nobody and remembers nothing. */
final class OutgoingPolicy {
  private final List<HostRule> hosts;
  private final List<PrivateRule> exceptions;

  OutgoingPolicy(OutgoingConfig config) {
    this.hosts = config.hostRules();
    this.exceptions = config.privateRules();
  }

  /** The first request of a download. */
  Destination admit(URI source) throws Refused {
    Destination to = Destination.of(source);
    if (hosts.stream().noneMatch(rule -> rule.admits(to.scheme(), to.host(), to.port()))) {
      throw new Refused(
          "%s on %s, port %d, is not among the hosts that nanobot fetches from"
              .formatted(to.scheme(), to.host(), to.port()),
          "security.outgoing.allowHosts does not name it");
    }
    return to;
  }

  /** A request that an answer asks for. */
  Destination admitRedirect(Destination from, URI location) throws Refused {
    Destination to = admit(location);
    if (from.scheme().equals("https") && to.scheme().equals("http")) {
      throw new Refused("%s leads from https to http, on %s".formatted(from.host(), to.host()));
    }
    return to;
  }

  /** The addresses that a name was resolved to, before anything is connected. */
  void admit(String host, InetAddress[] addresses) throws Refused {
    boolean named = exceptions.stream().anyMatch(rule -> rule.names(host));
    for (InetAddress address : addresses) {
      AddressKind kind = SpecialAddresses.kindOf(address);
      boolean admitted =
          kind == AddressKind.PUBLIC
              || (named && kind.fitsNamedHost())
              || isException(SpecialAddresses.reached(address));
      if (!admitted) {
        throw new Refused(
            "%s has %s, which nanobot does not connect to".formatted(host, kind.words()),
            "address=%s; security.outgoing.allowPrivateHosts does not name it"
                .formatted(address.getHostAddress()));
      }
    }
  }

  private boolean isException(InetAddress address) {
    return exceptions.stream().anyMatch(rule -> rule.covers(address));
  }
}
