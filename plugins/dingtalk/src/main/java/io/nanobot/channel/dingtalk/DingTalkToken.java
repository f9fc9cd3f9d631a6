package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The access token of the robot API: fetched by one caller for all, and renewed early. */
final class DingTalkToken {
  private static final Duration EARLY = Duration.ofMinutes(5);

  private final DingTalkConfig config;
  private final DingTalkHttp http;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private String token = "";
  private Instant renewAt = Instant.MIN;

  /** Of the last attempt that failed; null before. */
  private volatile ChannelException failure;

  DingTalkToken(DingTalkConfig config, DingTalkHttp http, Clock clock) {
    this.config = config;
    this.http = http;
    this.clock = clock;
  }

  String get() throws ChannelException, InterruptedException {
    ChannelException known = failure;
    lock.lockInterruptibly();
    try {
      if (!clock.instant().isBefore(renewAt)) {
        if (failure != known) {
          throw failure; // the attempt that this caller waited for was its own as well
        }
        fetch();
      }
      return token;
    } finally {
      lock.unlock();
    }
  }

  /** Drops a token that DingTalk refused, unless another caller has already replaced it. */
  void refused(String refusedToken) {
    lock.lock();
    try {
      if (token.equals(refusedToken)) {
        renewAt = Instant.MIN;
      }
    } finally {
      lock.unlock();
    }
  }

  private void fetch() throws ChannelException, InterruptedException {
    try {
      fetchOnce();
    } catch (ChannelException e) {
      failure = e;
      throw e;
    }
  }

  private void fetchOnce() throws ChannelException, InterruptedException {
    URI address = Addresses.at(config.apiBase(), "/v1.0/oauth2/accessToken");
    var body =
        Json.object()
            .put("appKey", config.clientId())
            .put("appSecret", config.clientSecret().reveal());
    Response response = http.post(address, Map.of(), body, Effect.NONE);
    DingTalkErrors.check(response, address, Effect.NONE);
    token =
        response
            .text("accessToken")
            .orElseThrow(
                () -> new ChannelException(UNAVAILABLE, "DingTalk gives out no access token"));
    long seconds = response.json().orElseThrow().path("expireIn").asLong(0);
    renewAt = clock.instant().plusSeconds(seconds).minus(EARLY);
  }
}
