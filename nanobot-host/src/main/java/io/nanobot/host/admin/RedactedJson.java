package io.nanobot.host.admin;

import io.nanobot.host.security.Redactor;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes answers in which every text is masked: each by itself, so that the JSON around it stays
 * JSON. Keys are the host's words and the channels' names.
 */
final class RedactedJson {
  private RedactedJson() {}

  static JsonMapper mapper(Redactor redactor) {
    return JsonMapper.builder()
        .addModule(new SimpleModule().addSerializer(String.class, new Text(redactor)))
        .build();
  }

  private static final class Text extends StdSerializer<String> {
    private final Redactor redactor;

    Text(Redactor redactor) {
      super(String.class);
      this.redactor = redactor;
    }

    @Override
    public void serialize(String text, JsonGenerator json, SerializationContext context) {
      json.writeString(redactor.mask(text));
    }
  }
}
