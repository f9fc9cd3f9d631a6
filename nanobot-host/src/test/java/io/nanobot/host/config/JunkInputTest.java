package io.nanobot.host.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the file holds, there is a configuration or a report, and nothing else is thrown. */
final class JunkInputTest {
  private static final String VALID =
      """
      {"$schema": "./s.json", "agents": {"default": "model", "model": {"apiUrl": "${A}"}},
       "gateway": {"host": "::1", "port": 18790}, "providers": {"x": [1, 2.5e3, null]},
       "channels": {"sendMaxRetries": 3,
         "dingtalk": {"enabled": true, "client_id": "ding1", "clientSecret": "s\\u00fc€"},
         "strict": {"low": 1, "high": 2}, "telegram": {"enabled": false, "a": {"b": [true]}},
         "all": {"enabled": true, "text": "t", "words": ["a"], "timeout": "5s",
                 "url": "http://x/", "retries": [{"pause": "1m"}], "headers": {"a": "b"}}}}
      """;

  @TempDir private Path folder;

  private final ConfigBinder binder =
      new ConfigBinder(Given.schema(), Map.of("A", "a"), secret -> {});
  private int refused;

  @Test
  void everyPrefixIsRefused() throws IOException {
    byte[] bytes = VALID.strip().getBytes(UTF_8);
    for (int length = 0; length < bytes.length; length++) {
      attempt(java.util.Arrays.copyOf(bytes, length));
    }
    assertThat(refused).isEqualTo(bytes.length);
  }

  @Test
  void flippedBytesAreReadOrRefused() throws IOException {
    Random random = new Random(20_261_122);
    for (int i = 0; i < 600; i++) {
      byte[] bytes = VALID.getBytes(UTF_8);
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      attempt(bytes);
    }
    assertThat(refused).isBetween(150, 600);
  }

  @Test
  void swappedPartsAreReadOrRefused() throws IOException {
    String[] parts = {
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      "null",
      "true",
      "1e999999999",
      "-0",
      "\"type\"",
      "\"enabled\"",
      "\"channels\"",
      "\"agents\"",
      "\"dingtalk\"",
      "\"default\"",
      "\"\"",
      "\"${A}\"",
      "{}",
      "[[]]"
    };
    Random random = new Random(42);
    for (int i = 0; i < 600; i++) {
      String json = VALID;
      for (int swaps = 1 + random.nextInt(3); swaps > 0; swaps--) {
        String[] tokens = json.split("(?<=[{}\\[\\],:])|(?=[{}\\[\\],:])", -1);
        tokens[random.nextInt(tokens.length)] = parts[random.nextInt(parts.length)];
        json = String.join("", tokens);
      }
      attempt(json.getBytes(UTF_8));
    }
  }

  private void attempt(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("config.json"), content);
    try {
      binder.bind(ConfigFile.read(file));
    } catch (ConfigException e) {
      refused++;
      assertThat(e.report()).isNotBlank();
      assertThat(e.problems()).isNotEmpty();
    } catch (RuntimeException | Error e) {
      fail("For " + new String(content, UTF_8), e);
    }
  }
}
