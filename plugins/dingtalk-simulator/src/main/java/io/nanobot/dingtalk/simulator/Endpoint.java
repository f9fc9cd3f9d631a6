package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;

/** One call of the platform's REST API. A new one is a class and a line in {@link RestApi}. */
@FunctionalInterface
interface Endpoint {
  /** Answers, or throws {@link ApiError} for an answer that is an error. */
  HttpResponse answer(Call call);
}
