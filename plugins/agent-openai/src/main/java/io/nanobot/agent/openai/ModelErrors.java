package io.nanobot.agent.openai;

import static io.nanobot.agent.openai.ModelFailure.Kind.CONTENT;
import static io.nanobot.agent.openai.ModelFailure.Kind.LASTING;
import static io.nanobot.agent.openai.ModelFailure.Kind.NO_PICTURES;
import static io.nanobot.agent.openai.ModelFailure.Kind.NO_TOOLS;
import static io.nanobot.agent.openai.ModelFailure.Kind.PASSING;
import static io.nanobot.agent.openai.ModelFailure.Kind.TOO_LONG;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Tells in plain words why there is no answer. */
final class ModelErrors {
  /** OpenAI, vLLM, DeepSeek, DashScope, OpenRouter and llama.cpp, in the words of each. */
  private static final Pattern LONG =
      Pattern.compile(
          "context.?length|context.?window|context.?size|maximum context|too many tokens"
              + "|input length should be|prompt is too long|input is too long");

  private static final Pattern FILTERED =
      Pattern.compile(
          "content.?filter|content.?policy|content management policy|data.?inspection.?failed");

  private static final Pattern PICTURES =
      Pattern.compile("image_url|image input|images? (is|are) not|\\bvision\\b|multi-?modal");
  private static final Pattern TOOLS =
      Pattern.compile("not support (tools|function|tool)|tool.?choice|tools? (is|are) not support");
  private static final Pattern MODEL = Pattern.compile("model");
  private static final Pattern CREDIT =
      Pattern.compile(
          "insufficient.?(quota|balance|credit)|arrearage|billing.?(hard.?limit|not.?active)"
              + "|your billing details");

  private final URI baseUrl;
  private final String model;
  private final Duration silence;

  ModelErrors(OpenAiConfig config) {
    this(config.baseUrl(), config.model(), config.timeout());
  }

  ModelErrors(URI baseUrl, String model, Duration silence) {
    this.baseUrl = baseUrl;
    this.model = model;
    this.silence = silence;
  }

  ModelFailure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EndpointError refusal) {
        return refused(refusal);
      }
      if (cause instanceof UnresolvedAddressException) {
        return unreachable("the host's name is unknown. Check baseUrl and DNS");
      }
      if (cause instanceof JsonProcessingException) { // an IOException, too
        return unreadable("an event of another form");
      }
      if (cause instanceof IOException broken) {
        return broken(broken);
      }
    }
    return unreadable(failure.getClass().getSimpleName());
  }

  /** An answer that was cut off by the model's own limit or its filter, or that never came. */
  ModelFailure filtered() {
    return new ModelFailure(
        CONTENT,
        "The model's provider held the answer back because of its content.",
        "The API's content filter held an answer back (finish_reason content_filter).");
  }

  ModelFailure empty() {
    return new ModelFailure(
        PASSING,
        "The model gave an empty answer. Please try again.",
        "The model answered without a word and without asking for a tool.");
  }

  ModelFailure tooManyRounds(int rounds) {
    return new ModelFailure(
        LASTING,
        "The model used its tools %d times without coming to an answer.".formatted(rounds),
        "The model went on asking for tools after maxToolRounds (%d).".formatted(rounds));
  }

  /** Tools were used, and it is too long even without what they have said. */
  ModelFailure toolsTooLong(ModelFailure failure) {
    return new ModelFailure(
        TOO_LONG,
        "Looking this up is too long for the model. Please ask for less at once.",
        failure.getMessage() + ", even without what its tools have said");
  }

  private ModelFailure refused(EndpointError error) {
    int status = error.statusCode();
    if (status >= 300 && status < 400) {
      return redirected(error);
    }
    // a model called "vision" says nothing about pictures
    String text = error.text().replace(model.toLowerCase(Locale.ROOT), "");
    if (status == 402 || CREDIT.matcher(text).find()) {
      return new ModelFailure(
          LASTING,
          "The bot's credit with the model's provider is used up.",
          told(error) + ": the account has no credit left");
    }
    if (status == 401 || status == 403) {
      return keyRefused(error);
    }
    if (status == 429) {
      return busy(error);
    }
    if (LONG.matcher(text).find() || status == 413) {
      return new ModelFailure(
          TOO_LONG,
          "This is too long for the model. Please send less at once, or begin anew with /new.",
          told(error) + ": more text than the model can take");
    }
    if (FILTERED.matcher(text).find()) {
      return new ModelFailure(
          CONTENT,
          "The model's provider refused this because of its content.",
          told(error) + ": refused by the API's content filter");
    }
    if (PICTURES.matcher(text).find()) {
      return new ModelFailure(
          NO_PICTURES,
          "The model can not look at pictures.",
          told(error) + ": the model takes no pictures. Set images to false");
    }
    if (TOOLS.matcher(text).find()) {
      return new ModelFailure(
          NO_TOOLS,
          "The model can not use tools.",
          told(error) + ": the model can not use tools. Choose another, or leave mcpServers out");
    }
    return status == 404 || text.contains("model not exist") ? notFound(error) : other(error);
  }

  /** Not followed: the key is for one address only. */
  private ModelFailure redirected(EndpointError error) {
    return new ModelFailure(
        LASTING,
        "The model can not be reached. Whoever runs the bot finds the reason in its log.",
        told(error) + ": configure the address that it redirects to as baseUrl");
  }

  private ModelFailure keyRefused(EndpointError error) {
    return new ModelFailure(
        LASTING,
        "The model's provider does not let the bot in. Whoever runs the bot has to check its key.",
        told(error) + ": the API refuses the key. Check apiKey, and whether it may use " + model);
  }

  private ModelFailure busy(EndpointError error) {
    String when =
        error
            .retryAfter()
            .map(it -> "in %d seconds".formatted(Math.max(1, it.toSeconds())))
            .orElse("in a minute");
    return new ModelFailure(
        PASSING,
        "The model is busy. Please try again %s.".formatted(when),
        told(error) + ": too many requests; it says to ask again " + when,
        error.retryAfter());
  }

  private ModelFailure notFound(EndpointError error) {
    boolean theModel = MODEL.matcher(error.text()).find();
    return new ModelFailure(
        LASTING,
        "The model that the bot is set up with does not exist. Whoever runs the bot has to change"
            + " that.",
        told(error)
            + (theModel
                ? ": there is no model \"%s\". Check model".formatted(model)
                : ": there is no such API. Check baseUrl, which for most services ends in /v1"));
  }

  private ModelFailure other(EndpointError error) {
    if (error.statusCode() >= 500 || error.statusCode() == 200 || error.statusCode() == 408) {
      return new ModelFailure(
          PASSING,
          "The model's service has failed. Please try again later.",
          told(error) + ": the API itself failed",
          error.retryAfter());
    }
    return new ModelFailure(
        LASTING,
        "The model did not accept this. Whoever runs the bot finds the reason in its log.",
        told(error) + ": the API did not accept the request. Check the agent's settings");
  }

  private ModelFailure broken(IOException failure) {
    if (failure instanceof JunkException) {
      return unreadable(failure.getMessage());
    }
    if (failure instanceof HttpConnectTimeoutException) {
      return unreachable("no connection within 10 s. Check baseUrl, the network and its firewall");
    }
    if (failure instanceof HttpTimeoutException) {
      return new ModelFailure(
          LASTING,
          "The model took longer than %s. Please try again.".formatted(seconds(silence)),
          at()
              + "no word for %s. A model that is loading or thinking may need a longer timeout"
                  .formatted(seconds(silence)));
    }
    if (failure instanceof ConnectException) {
      return unreachable(
          "nothing accepts connections there. Check baseUrl, and whether the server runs");
    }
    // The JDK's client may wrap it: in words of a lost connection, if it was still writing.
    Optional<SSLException> insecure = Causes.find(failure, SSLException.class);
    if (insecure.isPresent()) {
      return new ModelFailure(
          LASTING,
          "The model can not be reached. Whoever runs the bot finds the reason in its log.",
          at()
              + "no secure connection (%s). Check the certificate, and https in baseUrl"
                  .formatted(OneLine.of(String.valueOf(insecure.get().getMessage()), 120)));
    }
    return new ModelFailure(
        PASSING,
        "The connection to the model was lost.",
        at()
            + (failure instanceof EOFException
                ? "the stream ended before the answer did"
                : "the connection was lost"));
  }

  private ModelFailure unreachable(String why) {
    return new ModelFailure(
        PASSING, "The model can not be reached. Please try again later.", at() + why);
  }

  private ModelFailure unreadable(String what) {
    return new ModelFailure(
        LASTING,
        "The model's answer can not be read.",
        at() + what + ". Check whether baseUrl is that of an OpenAI-compatible API");
  }

  private String told(EndpointError error) {
    String code = error.code().isEmpty() ? "" : " (" + error.code() + ")";
    return at() + "HTTP " + error.statusCode() + code;
  }

  private String at() {
    return baseUrl + ": ";
  }

  static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
