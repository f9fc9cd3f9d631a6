package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;

import com.dingtalk.open.app.stream.network.api.ClientConnectionListener;
import com.dingtalk.open.app.stream.network.api.ConnectOption;
import com.dingtalk.open.app.stream.network.api.EndPointConnection;
import io.nanobot.api.channel.ChannelException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Connects a link, and says in a sentence why that failed. */
final class LinkDialer {
  private final NetworkErrors networkErrors;
  private final ConnectOption option;

  LinkDialer(DingTalkConfig config) {
    networkErrors = new NetworkErrors(Proxy.of(config));
    option =
        ConnectOption.builder()
            .setTimeout(config.connectTimeout().toMillis())
            .setKeepAliveIdle(config.pingInterval())
            .build();
  }

  LinkSession dial(
      StreamTransport transport, EndPointConnection endpoint, ClientConnectionListener listener)
      throws ChannelException, InterruptedException {
    String host = endpoint.getEndPoint().getAuthority();
    try {
      return transport.connect(endpoint, listener, option);
    } catch (TimeoutException e) {
      throw failed(host + " does not open the stream in time", e);
    } catch (ExecutionException | IOException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw networkErrors
          .notReached(host, cause)
          .map(failure -> failure.causedBy(cause))
          .orElseGet(() -> failed(host + " refuses the stream", cause));
    }
  }

  private static ChannelException failed(String sentence, Throwable cause) {
    return new ChannelException(
            UNAVAILABLE,
            sentence,
            "The first call works, the WebSocket does not: let wss:// to this host through the"
                + " firewall and the proxy.")
        .causedBy(cause);
  }
}
