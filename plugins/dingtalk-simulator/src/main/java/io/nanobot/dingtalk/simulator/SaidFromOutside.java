package io.nanobot.dingtalk.simulator;

import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads what the page and scripts let people say: {@code {"person":"0123456789","group":"cid… or
 * true","text":"…","quote":"msg…"}}, with {@code "files":[{"kind":"picture","name":"a.png",
 * "base64":"…","recognition":"what a voice says"}]}, as another type with {@code
 * "as":{"msgtype":"chatRecord","content":{…}}}, or, in a group, to robots that are not mentioned as
 * well with {@code "overheard":true}.
 */
final class SaidFromOutside {
  private final World world;
  private final Chats chats;

  SaidFromOutside(World world, Chats chats) {
    this.world = world;
    this.chats = chats;
  }

  /**
   * What is to be said.
   *
   * @throws IllegalArgumentException if it can not be
   */
  Utterance read(JsonNode body) {
    String text = Json.text(body, "text");
    SharedFile[] files = files(body);
    if (text.isBlank() && files.length == 0 && !body.has("as")) {
      throw new IllegalArgumentException("text is missing");
    }
    Utterance utterance = Utterance.by(world.person(Json.text(body, "person")), text);
    Optional<Conversation> group = group(body);
    group.ifPresent(utterance::inGroup);
    utterance.attaching(files);
    if (body.path("overheard").asBoolean(false)) {
      utterance.overheard();
    }
    if (group.isPresent() && Stream.of(files).anyMatch(SaidFromOutside::isForOneToOne)) {
      throw new IllegalArgumentException("in a group DingTalk brings bots texts and pictures only");
    }
    if (body.has("as")) {
      JsonNode as = body.path("as");
      utterance.as(Json.text(as, "msgtype"), as.path("content").toString());
    }
    chats.entry(Json.text(body, "quote")).ifPresent(entry -> quote(utterance, entry));
    return utterance;
  }

  private Optional<Conversation> group(JsonNode body) {
    JsonNode group = body.path("group");
    if (group.asString("").equals("true")) {
      return Optional.of(world.groups().get(0));
    }
    if (!group.isString() || group.asString("").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        world
            .group(group.asString(""))
            .orElseThrow(() -> new IllegalArgumentException("there is no such group")));
  }

  private static SharedFile[] files(JsonNode body) {
    return body.path("files").valueStream().map(SaidFromOutside::file).toArray(SharedFile[]::new);
  }

  private static SharedFile file(JsonNode file) {
    String kind = Json.text(file, "kind");
    return SharedFile.of(
        Stream.of(SharedFile.Kind.values())
            .filter(any -> any.wireName().equals(kind))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "kind is picture, audio, video or file, not " + kind)),
        Json.text(file, "name"),
        Json.text(file, "recognition"),
        Base64.getDecoder().decode(Json.text(file, "base64")));
  }

  private static boolean isForOneToOne(SharedFile file) {
    return file.kind() != SharedFile.Kind.PICTURE;
  }

  private static void quote(Utterance utterance, Entry entry) {
    if (entry instanceof Reply reply) {
      utterance.quoting(reply);
    } else {
      utterance.quoting((SentMessage) entry);
    }
  }
}
