package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;

import com.dingtalk.open.app.api.UserAgent;
import com.dingtalk.open.app.api.callback.DingTalkStreamTopics;
import com.dingtalk.open.app.api.util.IpUtils;
import com.dingtalk.open.app.stream.network.api.EndPointConnection;
import com.dingtalk.open.app.stream.network.core.Subscription;
import com.dingtalk.open.app.stream.protocol.CommandType;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Asks DingTalk for the place and the ticket of a stream. Not by the SDK's {@code OpenApiClient}:
 * that one knows only the JVM's trust and proxy password, can not be interrupted, and its errors
 * are text.
 */
final class DingTalkGateway {
  private static final Subscription MESSAGES =
      new Subscription(CommandType.CALLBACK, DingTalkStreamTopics.BOT_MESSAGE_TOPIC);
  private static final Subscription CLICKS =
      new Subscription(CommandType.CALLBACK, DingTalkStreamTopics.CARD_CALLBACK_TOPIC);

  private final DingTalkConfig config;
  private final DingTalkHttp http;

  DingTalkGateway(DingTalkConfig config, DingTalkHttp http) {
    this.config = config;
    this.http = http;
  }

  /** Opens a connection; its ticket is good for one link within 90 seconds, and is a secret. */
  EndPointConnection open() throws ChannelException, InterruptedException {
    return open(subscriptions(config));
  }

  static List<Subscription> subscriptions(DingTalkConfig config) {
    return config.card().isPresent() ? List.of(MESSAGES, CLICKS) : List.of(MESSAGES);
  }

  EndPointConnection open(List<Subscription> wanted) throws ChannelException, InterruptedException {
    URI address = Addresses.at(config.apiBase(), "/v1.0/gateway/connections/open");
    var body =
        Json.object()
            .put("clientId", config.clientId())
            .put("clientSecret", config.clientSecret().reveal())
            .put("ua", UserAgent.getUserAgent().getUa())
            .put("localIp", IpUtils.getLocalIP());
    var subscriptions = body.putArray("subscriptions");
    for (Subscription subscription : wanted) {
      subscriptions
          .addObject()
          .put("type", subscription.getType().name())
          .put("topic", subscription.getTopic());
    }
    Response response = http.post(address, Map.of(), body, Effect.NONE);
    DingTalkErrors.checkOpening(response, address);
    String endpoint = text(response, "endpoint");
    String ticket = text(response, "ticket");
    try {
      return new EndPointConnection(config.clientId(), endpoint, ticket, null);
    } catch (RuntimeException e) { // how the SDK says that it is no URI
      throw new ChannelException(UNAVAILABLE, "DingTalk names no valid address for the stream")
          .causedBy(e);
    }
  }

  private static String text(Response response, String key) throws ChannelException {
    return response
        .text(key)
        .orElseThrow(
            () -> new ChannelException(UNAVAILABLE, "DingTalk opens a stream without " + key));
  }
}
