package io.nanobot.host.config;

import java.util.List;
import java.util.Map;

/** Settings of the Python nanobot 0.3.0 that a migrating user has in the file. */
final class PythonKeys {
  private static final String NOWHERE =
      "This setting is read by the Python nanobot and has no effect here yet.";
  private static final String ELSEWHERE =
      "This setting is read by the Python nanobot and has no effect here. ";

  /** Where people find what they have set there. */
  private static final Map<String, String> PLACES =
      Map.of(
          "providers",
          "Put apiKey and, as baseUrl, apiBase into an agent of type openai: agents.openai.apiKey.",
          "tools",
          "Put mcpServers into an agent of type openai: agents.openai.mcpServers.",
          "defaults",
          "Put model, maxTokens and temperature into an agent of type openai: agents.openai.model."
              + " unifiedSession is agents.unifiedSession.");

  static final List<String> ROOT =
      List.of("api", "modelPresets", "providers", "tools", "transcription");
  static final List<String> CHANNELS =
      List.of(
          "extractDocumentText",
          "sendProgress",
          "sendToolHints",
          "showReasoning",
          "transcriptionLanguage",
          "transcriptionProvider");
  static final List<String> AGENTS = List.of("defaults");
  static final List<String> GATEWAY = List.of("heartbeat", "restartMode");

  private static final List<String> ANY_CHANNEL =
      List.of("sendProgress", "sendToolHints", "showReasoning", "streaming");
  private static final Map<String, List<String>> BY_CHANNEL =
      Map.of("dingtalk", List.of("allowRemoteMediaRedirects", "remoteMediaRedirectAllowedHosts"));

  private PythonKeys() {}

  /** What people are told of one of these keys. */
  static String notice(String key) {
    return PLACES.containsKey(key) ? ELSEWHERE + PLACES.get(key) : NOWHERE;
  }

  static List<String> ofAnyChannel() {
    return ANY_CHANNEL;
  }

  static List<String> ofChannel(String type) {
    return BY_CHANNEL.getOrDefault(type, List.of());
  }

  /** Whether nothing below is ours, so that not even its variables have to be set. */
  static boolean covers(KeyPath path) {
    if (path.length() == 0) {
      return false;
    }
    String key = KeyNames.camelCase(path.parts().get(0));
    return ROOT.contains(key)
        || (path.length() > 1 && key.equals("agents") && AGENTS.contains(path.parts().get(1)));
  }
}
