package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;
import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.channel.dingtalk.DingTalkHttp.Effect;
import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import io.nanobot.channel.dingtalk.files.OutgoingFile;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** Brings files to DingTalk, which gives a media ID that its messages can show. */
final class Upload {
  /** DingTalk does not say that uploads are free, as it does of tokens and contacts. */
  static final String PATH = "/media/upload";

  /** What the host reckons with as well: {@code Channel.send}. */
  private static final int SLOWEST_BYTES_PER_SECOND = 64 * 1024;

  private final DingTalkConfig config;
  private final DingTalkHttp http;
  private final DingTalkToken token;

  Upload(DingTalkConfig config, DingTalkHttp http, DingTalkToken token) {
    this.config = config;
    this.http = http;
    this.token = token;
  }

  /** Uploads a file and returns its media ID, with its leading {@code @} or {@code $}. */
  String of(String type, OutgoingFile file) throws ChannelException, InterruptedException {
    URI address = Addresses.at(config.oapiBase(), PATH);
    String used = token.get();
    Response response = call(address, type, file, used);
    if (DingTalkErrors.tokenInvalid(response)) {
      token.refused(used);
      response = call(address, type, file, token.get());
    }
    return DingTalkErrors.check(response, address, Effect.NONE)
        .text("media_id")
        .orElseThrow(
            () -> new ChannelException(REJECTED, "DingTalk gives no media ID for the file"));
  }

  private Response call(URI address, String type, OutgoingFile file, String accessToken)
      throws ChannelException, InterruptedException {
    String boundary = UUID.randomUUID().toString();
    String query =
        "?type=%s&access_token=%s".formatted(type, URLEncoder.encode(accessToken, UTF_8));
    int bytes = file.content().length;
    Duration limit = config.connectTimeout().plusSeconds(ceiling(bytes, SLOWEST_BYTES_PER_SECOND));
    try {
      return http.upload(URI.create(address + query), boundary, form(boundary, file), limit);
    } catch (ChannelException e) {
      throw e.getCause() instanceof TimeoutException ? tooSlow(address, bytes, limit, e) : e;
    }
  }

  private static int ceiling(int amount, int unit) {
    return (amount + unit - 1) / unit;
  }

  private static ChannelException tooSlow(
      URI address, int bytes, Duration limit, ChannelException cause) {
    return new ChannelException(
            UNAVAILABLE,
            "%s has not taken a file of %d KB within %d s"
                .formatted(address.getAuthority(), ceiling(bytes, 1024), limit.toSeconds()),
            "The line is slow, or busy with something else: let the agent send a link to large"
                + " files, or raise connectTimeout.")
        .causedBy(cause);
  }

  private static byte[] form(String boundary, OutgoingFile file) {
    String head =
        """
        --%s\r
        Content-Disposition: form-data; name="media"; filename="%s"\r
        Content-Type: application/octet-stream\r
        \r
        """
            .formatted(boundary, file.name());
    ByteArrayOutputStream form = new ByteArrayOutputStream(file.content().length + 1_000);
    form.writeBytes(head.getBytes(UTF_8));
    form.writeBytes(file.content());
    form.writeBytes("\r\n--%s--\r\n".formatted(boundary).getBytes(UTF_8));
    return form.toByteArray();
  }
}
