package io.nanobot.dingtalk.simulator;

/**
 * An app of the organisation, with its robot. As with most internal apps, the robot code is the
 * client id.
 *
 * @param robotName by which people address the robot in a group, without the {@code @}
 */
public record App(String clientId, String clientSecret, String robotName) {
  public String robotCode() {
    return clientId;
  }

  String chatbotUserId() {
    return OpaqueId.stable("$:LWCP_v1:$", "bot", clientId);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "App[" + clientId + ", @" + robotName + "]";
  }
}
