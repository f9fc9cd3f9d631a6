package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;

/** A send that can fail in the ways that every send can. */
final class GuardedSend implements Endpoint {
  private final Faults faults;
  private final Endpoint send;

  GuardedSend(Faults faults, Endpoint send) {
    this.faults = faults;
    this.send = send;
  }

  @Override
  public HttpResponse answer(Call call) {
    var throttled = faults.strike(Fault.TOO_MANY_REQUESTS);
    if (throttled.isPresent()) {
      return ApiError.of(429, "system.busy", "系统繁忙")
          .response()
          .with("Retry-After", Integer.toString(throttled.get().number()));
    }
    if (faults.strikes(Fault.SEND_FAILS)) {
      throw ApiError.of(500, "system.error", "系统错误");
    }
    if (faults.strikes(Fault.SEND_BUSY)) {
      throw ApiError.of(503, "serviceBusy", "服务繁忙");
    }
    var hanging = faults.strike(Fault.SEND_HANGS);
    if (hanging.isEmpty()) {
      HttpResponse answer = send.answer(call);
      faults.delay(Fault.SEND_SLOW);
      return answer;
    }
    if (!hanging.get().argument().equals("lost")) {
      send.answer(call);
    }
    faults.hang();
    throw new AnswerWithheld();
  }
}
