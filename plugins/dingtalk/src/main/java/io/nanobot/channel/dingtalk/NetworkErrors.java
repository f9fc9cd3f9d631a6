package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;
import static io.nanobot.api.channel.ChannelException.Kind.UNCERTAIN;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** Why no answer came, as sentences for the operator. */
final class NetworkErrors {
  /** The last one is told to clients with the SDK's name: dingtalk-protocol.md 0.3. */
  private static final String WAY =
      "Let port 443 to api.dingtalk.com, oapi.dingtalk.com, wss-open-connection.dingtalk.com and"
          + " wss-open-connection-union.dingtalk.com through the firewall, or name the company's"
          + " proxy as proxy.";

  private final Optional<Proxy> proxy;

  NetworkErrors(Optional<Proxy> proxy) {
    this.proxy = proxy;
  }

  /** Why a request brought no answer. */
  ChannelException noAnswer(URI address, Effect effect, Throwable cause) {
    String host = address.getAuthority();
    return notReached(host, cause)
        .orElseGet(
            () ->
                effect == Effect.MESSAGE
                    ? new ChannelException(
                        UNCERTAIN, "%s took the message, but its answer never came".formatted(host))
                    : new ChannelException(UNAVAILABLE, host + " does not answer", WAY))
        .causedBy(cause);
  }

  /** Why a host could not be reached at all; empty if it may have been. */
  Optional<ChannelException> notReached(String host, Throwable failure) {
    List<Throwable> chain = Stream.iterate(failure, it -> it != null, Throwable::getCause).toList();
    Optional<ChannelException> refused = proxy.flatMap(it -> it.refusal(host, chain));
    if (refused.isPresent()) {
      return refused;
    }
    if (has(chain, CertificateException.class) || has(chain, "PKIX")) {
      return unreachable(
          "The certificate of %s is not trusted",
          host,
          "If a company proxy or a simulator stands there, name a PEM file with its certificate as"
              + " trustedCertificates.");
    }
    String firstHop = proxy.map(Proxy::title).orElse(host);
    String fix =
        proxy.isPresent() ? "Check proxy, and the firewall between here and the proxy." : WAY;
    if (has(chain, UnknownHostException.class) || has(chain, UnresolvedAddressException.class)) {
      return unreachable("The name %s can not be resolved", firstHop, "Check DNS and the address.");
    }
    if (has(chain, HttpConnectTimeoutException.class)) {
      return unreachable("%s can not be reached in time", firstHop, fix);
    }
    if (has(chain, ConnectException.class)) {
      return unreachable("%s refuses the connection", firstHop, fix);
    }
    if (has(chain, SSLHandshakeException.class)) {
      return unreachable("TLS with %s fails", host, "Something in between cuts TLS: " + WAY);
    }
    return Optional.empty();
  }

  private static Optional<ChannelException> unreachable(String sentence, String host, String hint) {
    return Optional.of(new ChannelException(UNAVAILABLE, sentence.formatted(host), hint));
  }

  private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
    return chain.stream().anyMatch(type::isInstance);
  }

  private static boolean has(List<Throwable> chain, String words) {
    return chain.stream().anyMatch(it -> String.valueOf(it.getMessage()).contains(words));
  }
}
