package io.nanobot.channel.dingtalk;

import io.nanobot.channel.dingtalk.DingTalkHttp.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Which permission an app lacks, and on which page it is granted. */
final class MissingPermission {
  /** For when DingTalk does not name the scope: peers' experience, dingtalk-peers.md 3.6. */
  private static final List<Map.Entry<String, String>> SCOPES =
      List.of(
          Map.entry("/v1.0/robot/oToMessages/", "qyapi_robot_sendmsg"),
          Map.entry("/v1.0/robot/groupMessages/", "qyapi_robot_sendmsg"),
          Map.entry("/v1.0/card/streaming", "Card.Streaming.Write"),
          Map.entry("/v1.0/card/", "Card.Instance.Write"));

  /** In DingTalk's words the page is already that of the app and the permission. */
  private static final Pattern PAGE =
      Pattern.compile("https://open-dev\\.dingtalk\\.com/appscope/apply\\?content=[\\w.%-]{1,200}");

  private static final Pattern SCOPE = Pattern.compile("\\[([\\w.]{1,100})]");

  private MissingPermission() {}

  /** As the end of a sentence, with its colon. */
  static String scopes(Response response, URI address) {
    return named(response)
        .or(() -> find(SCOPE, 1, words(response)))
        .map(scopes -> ": " + scopes)
        .or(() -> usual(address).map(scope -> ", probably " + scope))
        .orElse("");
  }

  /** The page that DingTalk names. */
  static Optional<String> page(Response response) {
    return find(PAGE, 0, words(response))
        .map(page -> "Grant it on the page %s (Permission Management)".formatted(page));
  }

  private static Optional<String> named(Response response) {
    List<String> scopes =
        response
            .json()
            .map(json -> json.path("accessdenieddetail").path("requiredScopes"))
            .map(array -> array.valueStream().map(JsonNode::asString).map(Words::clean).toList())
            .orElse(List.of());
    return scopes.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", scopes));
  }

  private static Optional<String> usual(URI address) {
    return SCOPES.stream()
        .filter(entry -> String.valueOf(address.getPath()).startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<String> find(Pattern pattern, int group, String words) {
    Matcher matcher = pattern.matcher(words);
    return matcher.find() ? Optional.of(matcher.group(group)) : Optional.empty();
  }

  private static String words(Response response) {
    return response
        .text("sub_msg")
        .or(() -> response.text("message"))
        .or(() -> response.text("errmsg"))
        .orElse("");
  }
}
