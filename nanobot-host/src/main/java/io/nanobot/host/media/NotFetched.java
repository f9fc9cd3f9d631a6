package io.nanobot.host.media;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.download.DownloadException;
import java.time.Duration;
import java.util.Optional;

/**
 * A file that can not be had. The message is for the agent and with it for the sender, who need not
 * know hosts and permissions; the detail is for the person who runs the gateway.
 */
final class NotFetched extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int SERVER_ERROR = 500;

  private final String detail;
  private final boolean mayWorkLater;
  private final Duration retryAfter; // null if nobody named one

  NotFetched(String reason) {
    this(reason, reason);
  }

  NotFetched(String reason, String detail) {
    this(reason, detail, false, null);
  }

  private NotFetched(String reason, String detail, boolean mayWorkLater, Duration retryAfter) {
    super(reason, null, false, false);
    this.detail = detail;
    this.mayWorkLater = mayWorkLater;
    this.retryAfter = retryAfter;
  }

  static NotFetched because(ChannelException failure) {
    String detail = failure.getMessage() + (failure.hint().isEmpty() ? "" : ". " + failure.hint());
    return switch (failure.kind()) {
      case CONFIGURATION, AUTHENTICATION, PERMISSION ->
          new NotFetched("the bot has no right to fetch files", detail);
      case REJECTED -> new NotFetched("the platform does not give it out", detail);
      case RATE_LIMITED, UNAVAILABLE, UNCERTAIN ->
          new NotFetched(
              "the platform does not answer now", detail, true, failure.retryAfter().orElse(null));
    };
  }

  static NotFetched because(DownloadException failure) {
    String detail = failure.getMessage();
    return switch (failure.kind()) {
      case REFUSED -> new NotFetched("the bot may not fetch files from where it is", detail);
      case TOO_LARGE -> new NotFetched("it is too large", detail);
      case TIMEOUT -> new NotFetched("it took too long", detail, true, null);
      case FAILED ->
          new NotFetched(
              "it could not be downloaded",
              detail,
              failure.status().orElse(SERVER_ERROR) >= SERVER_ERROR,
              null);
    };
  }

  String detail() {
    return detail;
  }

  boolean mayWorkLater() {
    return mayWorkLater;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
