package io.nanobot.agent.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.exception.HttpException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The API said no. What it wrote is read here and not shown: such texts repeat the key or the
 * prompt.
 */
final class EndpointError extends HttpException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient String text;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param status the HTTP status; 200 if it came inside a stream
   * @param body what came with it
   * @param retryAfter when to ask again, if the API says so
   */
  EndpointError(int status, String body, Optional<Duration> retryAfter) {
    super(status, "HTTP " + status);
    JsonNode error = Json.object(body).map(it -> it.path("error")).orElse(Json.nothing());
    JsonNode details = error.isObject() ? error : Json.object(body).orElse(Json.nothing());
    this.code = words(details, "code", "type", "param");
    this.text = body.toLowerCase(Locale.ROOT);
    this.retryAfter = retryAfter;
  }

  /** The API's own name of the mistake, made of letters that can hold neither key nor prompt. */
  String code() {
    return code;
  }

  /** Everything that the API wrote, in lower case, to be searched for what it means. */
  String text() {
    return text;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  private static String words(JsonNode details, String... keys) {
    StringBuilder text = new StringBuilder();
    for (String key : keys) {
      String word = details.path(key).asText("");
      if (word.matches("[A-Za-z][A-Za-z0-9_.]{2,48}")) {
        text.append(text.isEmpty() ? "" : ", ").append(word);
      }
    }
    return text.toString();
  }
}
