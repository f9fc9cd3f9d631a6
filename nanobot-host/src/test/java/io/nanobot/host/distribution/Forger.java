package io.nanobot.host.distribution;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes callbacks that no platform sends: damaged ones, and ones that look as if they came from
 * somebody who is listed. None is one that really would.
 */
final class Forger {
  private static final int HUGE = 50_000;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Random random;
  private final Map<String, String> listed;
  private final List<String> forged = new ArrayList<>();

  /**
   * @param listed what admits, by the key at which a callback has it
   */
  Forger(Random random, Map<String, String> listed) {
    this.random = random;
    this.listed = listed;
  }

  /** What was made so far, in this order. */
  List<String> forged() {
    return forged;
  }

  /** Another one. */
  String forge(String callback) {
    String text;
    do {
      ObjectNode changed = (ObjectNode) JSON.readTree(callback);
      for (int change = random.nextInt(4); change >= 0; change--) {
        change(changed);
      }
      text = damaged(changed.toString());
    } while (isOfSomebodyListed(text));
    forged.add(text);
    return text;
  }

  private void change(ObjectNode callback) {
    List<String> keys = List.copyOf(callback.propertyNames());
    if (keys.isEmpty()) {
      return;
    }
    String key = pick(keys);
    switch (random.nextInt(6)) {
      case 0 -> callback.remove(key);
      case 1 -> callback.set(key, junk());
      case 2 -> {
        String other = pick(keys);
        JsonNode value = callback.get(other);
        callback.set(other, callback.get(key));
        callback.set(key, value);
      }
      case 3 -> callback.set(pick(keysOfIds()), junk());
      default -> callback.put(pick(keysOfIds()), lookAlike());
    }
  }

  private JsonNode junk() {
    String id = pick(ids());
    return switch (random.nextInt(16)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.valueToTree(random.nextBoolean());
      case 2 -> JSON.valueToTree(random.nextLong());
      case 3 -> JSON.valueToTree(1e300);
      case 4 -> JSON.createArrayNode().add(id).add("*");
      case 5 -> JSON.createObjectNode().put(pick(keysOfIds()), id).put("value", id);
      case 6 -> JSON.readTree("[".repeat(300) + "]".repeat(300));
      case 7 -> text(" ");
      case 8 -> text("");
      case 9 -> text("x".repeat(HUGE));
      case 10 -> text("\u0000\u001b[2J\r\n\u202e\ud800");
      case 11 -> text("\u2028\r\n| WARN | nanobot | forged");
      case 12 -> text(Integer.toString(random.nextInt(4)));
      case 13 -> text("unknownMsgType");
      case 14 -> text("{\"text\":\"" + id + "\"}");
      default -> text("*");
    };
  }

  private static JsonNode text(String value) {
    return JSON.valueToTree(value);
  }

  private String lookAlike() {
    String id = pick(ids());
    return switch (random.nextInt(18)) {
      case 0 -> id + " ";
      case 1 -> " " + id;
      case 2 -> id + "\n";
      case 3 -> id + "\u00a0";
      case 4 -> "\u3000" + id;
      case 5 -> id + "\u200b";
      case 6 -> "\ufeff" + id;
      case 7 -> id + "\u0000";
      case 8 -> id.toUpperCase(Locale.ROOT);
      case 9 -> id.toLowerCase(Locale.ROOT);
      case 10 -> fullWidth(id);
      case 11 -> Normalizer.normalize(id.replace("a", "a\u0301"), Normalizer.Form.NFC);
      case 12 -> id.replace('a', '\u0430').replace('c', '\u0441');
      case 13 -> "[\"" + id + "\"]";
      case 14 -> id + "," + id;
      case 15 -> pick(List.of("staffId", "unionId", "senderId", "user")) + ":" + id;
      case 16 -> pick(List.of("*", "staffId:*", "**", "null", "true"));
      default -> id; // at the key of another kind of ID
    };
  }

  private static String fullWidth(String id) {
    StringBuilder wide = new StringBuilder();
    id.chars().forEach(c -> wide.append(c > ' ' && c < 0x7f ? (char) (c + 0xfee0) : (char) c));
    return wide.toString();
  }

  /** Mostly leaves it as it is. */
  private String damaged(String text) {
    int at = random.nextInt(text.length());
    return switch (random.nextInt(24)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + (char) random.nextInt(0x180) + text.substring(at);
      case 2 -> "[" + text + "]";
      case 3 -> "";
      case 4, 5, 6 -> // a key twice: what it was comes last
          "{\"%s\":\"%s\",%s".formatted(pick(keysOfIds()), pick(ids()), text.substring(1));
      default -> text;
    };
  }

  private boolean isOfSomebodyListed(String text) {
    try {
      JsonNode callback = JSON.readTree(text);
      return listed.entrySet().stream()
          .anyMatch(it -> callback.path(it.getKey()).asString("").equals(it.getValue()));
    } catch (JacksonException e) {
      return false;
    }
  }

  private List<String> keysOfIds() {
    return listed.keySet().stream().sorted().toList();
  }

  private List<String> ids() {
    return listed.values().stream().sorted().toList();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
