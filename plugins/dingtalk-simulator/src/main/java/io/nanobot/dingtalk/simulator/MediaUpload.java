package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** {@code POST /media/upload}: a file that a bot wants to show. */
final class MediaUpload implements Endpoint {
  private static final int MB = 1024 * 1024;

  /** What a {@code type} is shown as, and how large it may be. */
  private record Type(SharedFile.Kind kind, int maxBytes) {}

  private static final Map<String, Type> TYPES =
      Map.of(
          "image", new Type(SharedFile.Kind.PICTURE, 20 * MB),
          "voice", new Type(SharedFile.Kind.AUDIO, 2 * MB),
          "video", new Type(SharedFile.Kind.VIDEO, 20 * MB),
          "file", new Type(SharedFile.Kind.FILE, 20 * MB));

  private final Callers callers;
  private final UploadedFiles uploads;
  private final Faults faults;
  private final Clock clock;

  MediaUpload(Callers callers, UploadedFiles uploads, Faults faults, Clock clock) {
    this.callers = callers;
    this.uploads = uploads;
    this.faults = faults;
    this.clock = clock;
  }

  @Override
  public HttpResponse answer(Call call) {
    callers.checkOldDialect(call);
    faults.delay(Fault.UPLOAD_SLOW);
    faults
        .strike(Fault.UPLOAD_REFUSED)
        .map(ActiveFault::number)
        .ifPresent(
            errcode -> {
              throw ApiError.errcode(errcode, "按要求失败");
            });
    Map<String, FormPart> form = FormPart.of(call.request());
    String name =
        call.request()
            .query("type")
            .or(() -> Optional.ofNullable(form.get("type")).map(FormPart::text))
            .orElse("");
    Type type = TYPES.get(name);
    if (type == null) {
      throw ApiError.errcode(40004, "不合法的媒体文件类型");
    }
    FormPart media = form.get("media");
    if (media == null || media.fileName().isEmpty()) {
      throw ApiError.errcode(40035, "缺少参数 media");
    }
    byte[] content = media.content();
    if (content.length == 0 || content.length > type.maxBytes()) {
      throw ApiError.errcode(40006, "不合法的文件大小");
    }
    String id = uploads.add(SharedFile.of(type.kind(), media.fileName(), "", content));
    return HttpResponse.json(
        200,
        Json.object()
            .put("errcode", 0)
            .put("errmsg", "ok")
            .put("type", name)
            .put("media_id", id)
            .put("created_at", clock.millis()));
  }
}
