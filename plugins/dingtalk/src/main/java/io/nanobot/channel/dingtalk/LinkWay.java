package io.nanobot.channel.dingtalk;

import com.dingtalk.open.app.stream.network.api.ConnectOption;
import io.nanobot.channel.dingtalk.Proxy.Login;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import shade.io.netty.channel.ChannelHandler;
import shade.io.netty.handler.proxy.HttpProxyHandler;

/**
 * How a link gets to its target.
 *
 * @param target resolved, unless it is behind a proxy, which resolves it
 * @param proxy where that proxy is; absent without one
 */
record LinkWay(InetSocketAddress target, Optional<InetSocketAddress> proxy, Optional<Login> login) {

  /** Asks the DNS, and so may take a while. */
  static LinkWay to(URI address, Optional<Proxy> proxy) throws UnknownHostException {
    if (proxy.isEmpty()) {
      InetAddress host = InetAddress.getByName(address.getHost());
      return new LinkWay(
          new InetSocketAddress(host, address.getPort()), Optional.empty(), Optional.empty());
    }
    InetAddress host = InetAddress.getByName(proxy.get().host());
    return new LinkWay(
        InetSocketAddress.createUnresolved(address.getHost(), address.getPort()),
        Optional.of(new InetSocketAddress(host, proxy.get().port())),
        proxy.get().login());
  }

  /** The first handler of the link, if it needs one. To be called on the event loop. */
  Optional<ChannelHandler> tunnel(ConnectOption option) {
    return proxy.map(
        address -> {
          HttpProxyHandler handler =
              login
                  .map(it -> new HttpProxyHandler(address, it.user(), it.password().reveal()))
                  .orElseGet(() -> new HttpProxyHandler(address));
          // later than our own time-out, which covers the whole way
          handler.setConnectTimeoutMillis(2 * option.getTimeout());
          return handler;
        });
  }
}
