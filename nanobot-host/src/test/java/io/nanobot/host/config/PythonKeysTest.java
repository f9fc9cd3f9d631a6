package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PythonKeysTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"transcription\": {}}                         | transcription",
        "{\"api\": {\"port\": 8900}}                     | api",
        "{\"model_presets\": {\"a\": {}}}                | modelPresets",
        "{\"gateway\": {\"restart_mode\": \"auto\"}}     | gateway.restartMode",
        "{\"gateway\": {\"heartbeat\": {\"enabled\": true}}} | gateway.heartbeat",
        "{\"channels\": {\"sendProgress\": true}}        | channels.sendProgress",
        "{\"channels\": {\"send_tool_hints\": false}}    | channels.sendToolHints",
        "{\"channels\": {\"transcriptionProvider\": null}} | channels.transcriptionProvider",
        "{\"channels\": {\"dingtalk\": {\"streaming\": true}}} | channels.dingtalk.streaming",
        "{\"channels\": {\"dingtalk\": {\"allowRemoteMediaRedirects\": true}}} | channels.dingtalk.allowRemoteMediaRedirects",
        "{\"channels\": {\"w\": {\"type\": \"dingtalk\", \"show_reasoning\": true}}} | channels.w.showReasoning"
      })
  void acceptsWhatOnlyThePythonNanobotReads(String json, String path) throws ConfigException {
    assertThat(Given.notices(json))
        .containsExactly(
            path + ": This setting is read by the Python nanobot and has no effect here yet.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"providers\": {\"openai\": {\"apiKey\": \"${NOT_SET}\"}}} | providers | agents.openai.apiKey",
        "{\"tools\": {\"mcpServers\": {}}} | tools | agents.openai.mcpServers",
        "{\"agents\": {\"defaults\": {\"model\": \"${X}\"}}} | agents.defaults | agents.openai.model",
        "{\"agents\": {\"defaults\": {}}} | agents.defaults | agents.unifiedSession"
      })
  void tellsWhereItStandsHere(String json, String path, String place) throws ConfigException {
    assertThat(Given.notices(json))
        .singleElement()
        .asString()
        .startsWith(
            path + ": This setting is read by the Python nanobot and has no effect here. Put ")
        .contains(" " + place + ".");
  }

  @Test
  void readsThePythonNanobotsAccessKeys() throws ConfigException {
    ChannelSection channel =
        Given.channel(
            "{\"channels\": {\"dingtalk\": {\"disable_private_chat\": true,"
                + " \"groupUserIsolation\": true}}}",
            "dingtalk");

    assertThat(channel.access().dmPolicy()).isEqualTo(DirectPolicy.DISABLED);
    assertThat(channel.groupUserIsolation()).isTrue();
  }

  @Test
  void refusesDingTalksKeysInOtherChannels() {
    assertThat(
            Given.problems("{\"channels\": {\"strict\": {\"allowRemoteMediaRedirects\": true}}}"))
        .hasSize(1);
  }

  @Test
  void noticesAChannelWhoseNameIsAlmostAnInstalledType() throws ConfigException {
    assertThat(Given.notices("{\"channels\": {\"dingtalkk\": {}, \"telegram\": {}}}"))
        .containsExactly(
            "channels.dingtalkk: No plugin for this type of channel is installed."
                + " Did you mean \"dingtalk\"?");
  }

  @Test
  void theManualNamesTheKeysWithoutEffectAndNoOthers() throws Exception {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/configuration.md")).stream()
            .dropWhile(line -> !line.equals("| where | keys |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(rows)
        .containsExactly(
            row("top level", PythonKeys.ROOT),
            row("`agents`", PythonKeys.AGENTS),
            row("`gateway`", PythonKeys.GATEWAY),
            row("`channels`", PythonKeys.CHANNELS),
            row("any channel of an installed type", PythonKeys.ofAnyChannel()),
            row("channels of type `dingtalk`", PythonKeys.ofChannel("dingtalk")));
  }

  private static String row(String where, List<String> keys) {
    return Stream.of(where, keys.stream().collect(Collectors.joining("`, `", "`", "`")))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
