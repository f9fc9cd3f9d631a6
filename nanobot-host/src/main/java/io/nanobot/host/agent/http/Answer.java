package io.nanobot.host.agent.http;

import io.nanobot.api.agent.AgentException;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.ReplyStream;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Identity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the service says, and gives it to the person who asked. */
final class Answer {
  private final ContentType type;
  private final BufferedReader body;

  Answer(ContentType type, InputStream body) {
    this.type = type;
    this.body = new BufferedReader(new InputStreamReader(body, type.charset()));
  }

  /** An answer that succeeded, in whatever form it came. */
  void read(Reply reply) throws AgentException, IOException {
    if (type.isEvents()) {
      events(reply);
    } else if (type.isJson()) {
      object(whole(), reply);
    } else if (type.isText()) {
      reply.send(whole());
    } else if (!whole().isBlank()) {
      throw junk(
          "it is of the type \"%s\"; use application/json, text/plain, text/markdown or text/event-stream"
              .formatted(type.type()));
    }
  }

  /** What the service tells the person, in an answer that did not succeed; empty if nothing. */
  String message() throws IOException {
    try {
      return text(parsed(whole()), "message").orElse("");
    } catch (AgentException e) {
      return "";
    }
  }

  private void events(Reply reply) throws AgentException, IOException {
    ServerSentEvents events = new ServerSentEvents();
    try (ReplyStream stream = reply.stream()) {
      while (true) {
        String line = body.readLine();
        if (line == null) {
          throw new AgentException(
              AgentException.Kind.UNAVAILABLE,
              "The service's events ended without the event \"end\"");
        }
        Optional<ServerSentEvents.Event> event = events.line(line);
        if (event.isPresent() && isLast(event.get(), stream, reply)) {
          return;
        }
      }
    }
  }

  private static boolean isLast(ServerSentEvents.Event event, ReplyStream stream, Reply reply)
      throws AgentException {
    switch (event.kind()) {
      case "delta", "message" ->
          stream.append(
              text(parsed(event.data()), "text")
                  .orElseThrow(() -> junk("an event \"delta\" has no \"text\"")));
      case "attachment" -> reply.attach(attachment(parsed(event.data())));
      case "mention" -> reply.mention(mention(parsed(event.data())));
      case "error" ->
          throw new AgentException(
              AgentException.Kind.REJECTED,
              "The service sent the event \"error\"",
              text(parsed(event.data()), "message").orElse(""));
      default -> {} // made for others, or for a later version of this
    }
    return event.kind().equals("end");
  }

  private static void object(String body, Reply reply) throws AgentException {
    JsonNode json = parsed(body);
    boolean known = json.path("text").isString() || json.path("attachments").isArray();
    if (!known) {
      throw junk("its JSON has neither \"text\" nor \"attachments\"");
    }
    for (JsonNode mention : json.path("mentions")) {
      reply.mention(mention(mention));
    }
    reply.send(text(json, "text").orElse(""));
    for (JsonNode attachment : json.path("attachments")) {
      reply.attach(attachment(attachment));
    }
  }

  private static Identity mention(JsonNode json) throws AgentException {
    try {
      return new Identity(text(json, "scheme").orElse(""), text(json, "value").orElse(""));
    } catch (IllegalArgumentException e) {
      throw junk("a mention needs a \"scheme\" and a \"value\", as the turn has them");
    }
  }

  private static Attachment attachment(JsonNode json) throws AgentException {
    String url = text(json, "url").filter(it -> it.matches("https?://\\S+")).orElse("");
    if (url.isEmpty()) {
      throw junk("an attachment has no \"url\" that begins with https:// or http://");
    }
    try {
      return new Attachment(
          Attachment.Kind.valueOf(text(json, "kind").orElse("file").toUpperCase(Locale.ROOT)),
          text(json, "name").orElse(""),
          text(json, "mediaType"),
          url);
    } catch (IllegalArgumentException e) {
      throw junk("an attachment's \"kind\" is none of image, audio, video and file");
    }
  }

  private String whole() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = body.readLine(); line != null; line = body.readLine()) {
      text.append(text.isEmpty() ? "" : "\n").append(line);
    }
    return text.toString();
  }

  private static JsonNode parsed(String text) throws AgentException {
    try {
      JsonNode json = JsonMapper.shared().readTree(text);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      // what it says may quote what people have written
    }
    throw junk("it should be a JSON object, and is none");
  }

  private static Optional<String> text(JsonNode json, String key) {
    return Optional.of(json.path(key)).filter(JsonNode::isString).map(JsonNode::stringValue);
  }

  /** The same question would most likely get the same answer. */
  private static AgentException junk(String why) {
    return new AgentException(
        AgentException.Kind.REJECTED, "The service's answer can not be used: " + why);
  }
}
