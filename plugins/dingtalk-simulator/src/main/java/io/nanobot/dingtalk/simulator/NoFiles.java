package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /v1.0/robot/messageFiles/download}: people here send no files, and so every download
 * code is wrong; but who may ask is looked at first.
 */
final class NoFiles implements Endpoint {
  private final Callers callers;

  NoFiles(Callers callers) {
    this.callers = callers;
  }

  @Override
  public HttpResponse answer(Call call) {
    JsonNode body = call.json();
    callers.robot(call, body);
    throw ApiError.badRequest("invalidParameter.robotCode.downloadCode", "downloadCode 无效");
  }
}
