package io.nanobot.dingtalk.simulator;

/** The call gets no answer: its connection breaks. */
final class AnswerWithheld extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AnswerWithheld() {
    super("no answer, on purpose", null, false, false);
  }
}
