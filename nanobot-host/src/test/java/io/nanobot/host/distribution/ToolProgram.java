package io.nanobot.host.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An MCP server with one tool, as a program of its own. Needs nothing but the JDK. */
final class ToolProgram {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final Map<String, String> RESULTS =
      Map.of(
          "initialize",
          "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},"
              + "\"serverInfo\":{\"name\":\"test\",\"version\":\"1\"}}",
          "tools/list",
          "{\"tools\":[{\"name\":\"time\",\"inputSchema\":{\"type\":\"object\"}}]}",
          "tools/call",
          "{\"content\":[{\"type\":\"text\",\"text\":\"half past ten\"}]}");

  private ToolProgram() {}

  /** The section of {@code mcpServers} that starts it. */
  static Map<String, Object> section() {
    return section(List.of());
  }

  /**
   * The same, but its tool does not come to an end.
   *
   * @param busy a file that it makes when it has begun
   */
  static Map<String, Object> slow(Path busy) {
    return section(List.of(busy.toString()));
  }

  /** The Python nanobot writes the empty text for a folder that is not set. */
  private static Map<String, Object> section(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("-cp", classes(), ToolProgram.class.getName()));
    all.addAll(arguments);
    return Map.of("command", java(), "args", all, "cwd", "");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classes() {
    try {
      return Path.of(ToolProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers until its input ends, or it is told that nobody waits for what it does. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String message = line;
      if (message.contains("notifications/cancelled")) {
        System.err.println("nobody waits any more");
        System.exit(3);
      }
      Matcher id = ID.matcher(message);
      if (arguments.length > 0 && message.contains("\"tools/call\"")) {
        Files.createFile(Path.of(arguments[0]));
      } else if (id.find()) {
        String result =
            RESULTS.entrySet().stream()
                .filter(it -> message.contains("\"" + it.getKey() + "\""))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("{}");
        out.println("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(id.group(1), result));
      }
    }
  }
}
