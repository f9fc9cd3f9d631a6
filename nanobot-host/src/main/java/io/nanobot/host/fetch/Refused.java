package io.nanobot.host.fetch;

import java.net.UnknownHostException;

/**
 * The policy does not let a request out. It is an {@link UnknownHostException} because a resolver
 * of the HTTP client may throw nothing else.
 */
final class Refused extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  private final String detail;

  Refused(String sentence) {
    this(sentence, "");
  }

  /**
   * @param sentence for the plugin, which may show it to anybody: no address of a name
   * @param detail for the log of the gateway
   */
  Refused(String sentence, String detail) {
    super(sentence);
    this.detail = detail;
  }

  String detail() {
    return detail;
  }
}
