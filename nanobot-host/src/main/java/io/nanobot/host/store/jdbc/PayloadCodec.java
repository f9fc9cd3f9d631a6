package io.nanobot.host.store.jdbc;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.WellFormed;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Payloads as JSON, which people can read and later versions can add to. Any thread. */
final class PayloadCodec {
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Payload.Question.class, name = "question"),
    @JsonSubTypes.Type(value = Payload.Answer.class, name = "answer")
  })
  private interface Kinds {}

  /** A list that an earlier version did not have yet is empty. */
  private final JsonMapper mapper =
      JsonMapper.builder()
          .addMixIn(Payload.class, Kinds.class)
          .withConfigOverride(
              List.class, it -> it.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  String encode(Payload payload) {
    return WellFormed.text(mapper.writeValueAsString(payload));
  }

  /**
   * Reads one.
   *
   * @throws StoreException if it is none
   */
  Payload decode(String json) {
    try {
      return mapper.readValue(json, Payload.class);
    } catch (JacksonException e) {
      throw new StoreException(
          "A stored message can not be read; \"nanobot store verify\" tells which", e);
    }
  }
}
