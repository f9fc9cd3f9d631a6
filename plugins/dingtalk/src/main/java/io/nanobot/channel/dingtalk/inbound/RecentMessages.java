package io.nanobot.channel.dingtalk.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.channel.dingtalk.disk.AtomicFile;
import io.nanobot.channel.dingtalk.disk.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The last messages of admitted people and of the bot, by ID, for quotes that tell no more than
 * that. They outlive a restart in a file with a line for each. Any thread.
 */
public final class RecentMessages implements Recall {
  private static final Logger LOG = LoggerFactory.getLogger(RecentMessages.class);

  /** People quote what they still see; with this many a busy bot remembers a day or two. */
  static final int MOST = 1_000;

  static final int LONGEST = 2_000;

  /** In lines: half of the file is forgotten then. */
  private static final int REWRITE = 2 * MOST;

  private record Remembered(String conversation, Body body) {}

  private final Path file;
  private final Map<String, Remembered> messages = new LinkedHashMap<>(); // guarded by this
  private int lines; // guarded by this
  private boolean loaded; // guarded by this

  /**
   * A memory that reads its file when it is first asked.
   *
   * @param folder where the file is
   */
  public RecentMessages(Path folder) {
    this.file = folder.resolve("recent-messages.jsonl");
  }

  /** Remembers what people wrote, oldest first. Only for messages that the host has accepted. */
  public void heard(List<InboundMessage> accepted) {
    Map<String, Remembered> all = new LinkedHashMap<>();
    for (InboundMessage message : accepted) {
      Body body = new Body(message.text(), message.attachments(), message.unsupported());
      all.put(message.id(), remembered(message.conversation().id(), body));
    }
    remember(all);
  }

  /**
   * Remembers what the bot wrote.
   *
   * @param ids what DingTalk calls it; webhooks tell nothing, and then nobody can ask for it
   */
  public void said(String conversation, List<String> ids, String text) {
    Map<String, Remembered> all = new LinkedHashMap<>();
    ids.forEach(id -> all.put(id, remembered(conversation, Body.text(text))));
    remember(all);
  }

  private static Remembered remembered(String conversation, Body body) {
    String text = Cut.text(body.text(), LONGEST);
    return new Remembered(conversation, new Body(text, body.attachments(), body.unsupported()));
  }

  @Override
  public synchronized Optional<Body> recall(String conversation, String id) {
    load();
    return Optional.ofNullable(messages.get(id))
        .filter(it -> it.conversation().equals(conversation))
        .map(Remembered::body);
  }

  private synchronized void remember(Map<String, Remembered> added) {
    if (added.isEmpty()) {
      return;
    }
    load();
    added.forEach(this::keep);
    try {
      if (lines >= REWRITE) {
        rewrite();
      } else {
        if (Files.notExists(file)) {
          OwnerOnly.createFile(file);
        }
        Files.write(file, lines(added).getBytes(UTF_8), StandardOpenOption.APPEND);
        lines += added.size();
      }
    } catch (IOException e) {
      LOG.warn("Recent messages are not remembered over a restart ({})", e.toString());
    }
  }

  private void keep(String id, Remembered message) {
    messages.remove(id);
    messages.put(id, message);
    if (messages.size() > MOST) {
      messages.remove(messages.keySet().iterator().next());
    }
  }

  private void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    try {
      String all = new String(Files.readAllBytes(file), UTF_8);
      all.lines()
          .flatMap(line -> Fields.parse(line).stream())
          .filter(JsonNode::isObject)
          .map(Fields::new)
          .forEach(this::restore);
      lines = all.endsWith("\n") ? (int) all.lines().count() : REWRITE; // a kill cut the last one
    } catch (NoSuchFileException e) {
      LOG.debug("No messages are remembered yet");
    } catch (IOException e) {
      LOG.warn("Recent messages can not be read, they are forgotten ({})", e.toString());
    }
  }

  /** A line that a killed gateway has left unfinished is none. */
  private void restore(Fields line) {
    Optional<String> id = line.text("id");
    Optional<String> conversation = line.text("conversation");
    if (id.isPresent() && conversation.isPresent()) {
      List<Attachment> files =
          line.list("attachments").stream().flatMap(it -> attachment(it).stream()).toList();
      Body body = new Body(line.string("text").orElse(""), files, line.text("unsupported"));
      keep(id.get(), new Remembered(conversation.get(), body));
    }
  }

  private static Optional<Attachment> attachment(Fields fields) {
    String kind = fields.text("kind").orElse("");
    return Stream.of(Attachment.Kind.values())
        .filter(it -> it.name().equals(kind))
        .flatMap(it -> fields.text("source").map(source -> attachment(it, fields, source)).stream())
        .findFirst();
  }

  private static Attachment attachment(Attachment.Kind kind, Fields fields, String source) {
    return new Attachment(kind, fields.string("name").orElse(""), Optional.empty(), source);
  }

  private void rewrite() throws IOException {
    AtomicFile.write(file, lines(messages));
    lines = messages.size();
  }

  private static String lines(Map<String, Remembered> some) {
    StringBuilder all = new StringBuilder();
    some.forEach((id, message) -> all.append(line(id, message)));
    return all.toString();
  }

  private static String line(String id, Remembered message) {
    Body body = message.body();
    ObjectNode json = Fields.MAPPER.createObjectNode();
    json.put("id", id).put("conversation", message.conversation()).put("text", body.text());
    body.unsupported().ifPresent(type -> json.put("unsupported", type));
    ArrayNode files = json.putArray("attachments");
    for (Attachment file : body.attachments()) {
      files
          .addObject()
          .put("kind", file.kind().name())
          .put("name", file.name())
          .put("source", file.source());
    }
    return Fields.MAPPER.writeValueAsString(json) + "\n";
  }
}
