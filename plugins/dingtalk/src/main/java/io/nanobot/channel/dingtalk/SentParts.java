package io.nanobot.channel.dingtalk;

import io.nanobot.channel.dingtalk.disk.AtomicFile;
import io.nanobot.channel.dingtalk.disk.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
 * Remembers which parts of a message DingTalk has taken, so that a message that is sent again goes
 * on behind them, after a restart as well. There is a small file for each message of several parts
 * that is under way; it holds no text. Thread-safe.
 */
final class SentParts {
  /** Of messages that were given up nothing is heard any more. */
  private static final int MOST_MESSAGES = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(SentParts.class);

  /**
   * What DingTalk has taken of a message.
   *
   * @param digest of all its parts: another text under the same ID starts anew
   * @param ids DingTalk's, one for each part that was taken; empty where it gave none
   */
  record Sent(String digest, List<String> ids) {
    Sent {
      ids = List.copyOf(ids);
    }
  }

  private final Path folder;

  /** For the time that the disk fails. */
  private final Map<String, Sent> known = Collections.synchronizedMap(new Eldest());

  SentParts(Path dataDirectory) {
    folder = dataDirectory.resolve("sent-parts");
  }

  Optional<Sent> recall(String messageId) {
    String key = Digest.of(messageId);
    return Optional.ofNullable(known.get(key)).or(() -> read(messageId, key));
  }

  void note(String messageId, Sent sent) {
    String key = Digest.of(messageId);
    boolean first = known.put(key, sent) == null;
    try {
      if (first) {
        OwnerOnly.createDirectories(folder);
        forgetEldest();
      }
      write(key, sent);
    } catch (IOException e) {
      LOG.warn(
          "Can not note in {} which parts of {} were sent, after a restart they may come twice: {}",
          folder,
          messageId,
          e.toString());
    }
  }

  void forget(String messageId) {
    String key = Digest.of(messageId);
    known.remove(key);
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException e) {
      LOG.warn("Can not delete {}: {}", file(key), e.toString());
    }
  }

  private Path file(String key) {
    return folder.resolve(key + ".json");
  }

  private Optional<Sent> read(String messageId, String key) {
    try {
      Optional<Sent> sent = Json.readObject(Files.readString(file(key))).flatMap(SentParts::sent);
      if (sent.isEmpty()) {
        LOG.warn("{} is damaged, all parts of {} are sent", file(key), messageId);
      }
      return sent;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("Can not read {}, all parts of {} are sent: {}", file(key), messageId, e.toString());
      return Optional.empty();
    }
  }

  private static Optional<Sent> sent(JsonNode json) {
    List<String> ids =
        json.path("ids")
            .valueStream()
            .filter(JsonNode::isString)
            .map(JsonNode::stringValue)
            .toList();
    return Json.text(json, "digest").map(digest -> new Sent(digest, ids));
  }

  private void write(String key, Sent sent) throws IOException {
    ObjectNode json = Json.object().put("digest", sent.digest());
    ArrayNode ids = json.putArray("ids");
    sent.ids().forEach(ids::add);
    AtomicFile.write(file(key), Json.write(json));
  }

  private void forgetEldest() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> youngestFirst = new ArrayList<>(files.toList());
      if (youngestFirst.size() < MOST_MESSAGES) {
        return;
      }
      youngestFirst.sort(
          Comparator.comparing((Path file) -> file.toFile().lastModified()).reversed());
      for (Path file : youngestFirst.subList(MOST_MESSAGES - 1, youngestFirst.size())) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static final class Eldest extends LinkedHashMap<String, Sent> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Sent> eldest) {
      return size() > MOST_MESSAGES;
    }
  }
}
