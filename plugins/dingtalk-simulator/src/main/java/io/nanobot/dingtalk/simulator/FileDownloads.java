package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** What people have sent, for the robot that they sent it to: reference section 7.1. */
final class FileDownloads {
  static final String LINKS = "/robot-files/";
  private static final String SUFFIX = ".file";

  private final Callers callers;
  private final SharedFiles files;
  private final Addresses addresses;
  private final Faults faults;

  FileDownloads(Callers callers, SharedFiles files, Addresses addresses, Faults faults) {
    this.callers = callers;
    this.files = files;
    this.addresses = addresses;
    this.faults = faults;
  }

  /** {@code POST /v1.0/robot/messageFiles/download}. */
  HttpResponse address(Call call) {
    JsonNode body = call.json();
    App app = callers.app(call);
    if (faults.strikes(Fault.DOWNLOAD_FAILS)) {
      throw ApiError.of(500, "system.error", "系统错误");
    }
    String code = Json.text(body, "downloadCode");
    if (code.isEmpty() || Json.text(body, "robotCode").isEmpty()) {
      throw ApiError.badRequest(
          "invalidParameter.robotCode.empty", "robotCode or downloadCode is empty");
    }
    callers.checkRobotCode(app, Json.text(body, "robotCode"));
    SharedFiles.Coded coded =
        files
            .byCode(code)
            .filter(any -> !faults.strikes(Fault.DOWNLOAD_CODE_EXPIRED))
            .orElseThrow(
                () ->
                    ApiError.badRequest(
                        "invalidParameter.robotCode.downloadCode", "downloadCode 无效"));
    if (!coded.app().equals(app)) {
      throw ApiError.badRequest(
          "invalidParameter.robotCode.auth", "the code belongs to another robot");
    }
    return HttpResponse.json(200, Json.object().put("downloadUrl", url(files.link(coded.file()))));
  }

  /** By plain HTTP, as the platform's storage often is. */
  private String url(SharedFiles.Link link) {
    return "%s%s%s%s?Expires=%d&OSSAccessKeyId=simulator&Signature=%s"
        .formatted(
            addresses.plainApi(),
            LINKS,
            link.id(),
            SUFFIX,
            link.expires().getEpochSecond(),
            URLEncoder.encode(link.signature(), StandardCharsets.UTF_8));
  }

  /** The signed link. As in OSS a Content-Type would have to be signed as well. */
  HttpResponse content(Call call) {
    if (call.request().header("Content-Type").isPresent()) {
      return storageError("SignatureDoesNotMatch");
    }
    String path = call.request().path();
    String id = path.substring(LINKS.length(), path.length() - SUFFIX.length());
    return files
        .linked(id, call.request().query("Signature").orElse(""))
        .filter(any -> !faults.strikes(Fault.FILE_LINK_EXPIRED))
        .map(file -> HttpResponse.of(200, "application/octet-stream", file.content()))
        .orElseGet(() -> storageError("AccessDenied"));
  }

  private static HttpResponse storageError(String code) {
    return HttpResponse.of(
        403, "application/xml", "<Error><Code>%s</Code></Error>".formatted(code));
  }
}
