package io.nanobot.agent.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An MCP server that is a program of its own, run with the JDK of the tests. */
final class McpProgram {
  private McpProgram() {}

  /**
   * The command that starts it; with the argument {@code stubborn} it does not end with its input.
   */
  static List<String> command(String... arguments) {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-cp",
            Stream.of(McpProgram.class, ObjectMapper.class, JsonFactory.class, JsonProperty.class)
                .map(McpProgram::place)
                .collect(Collectors.joining(File.pathSeparator)),
            McpProgram.class.getName());
    return Stream.concat(java.stream(), Stream.of(arguments)).toList();
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers until its input ends. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    out.println("Welcome to a server that prints what is no message");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Optional<String> answer = McpTools.answer(line);
      answer.ifPresent(out::println);
    }
    if (List.of(arguments).contains("stubborn")) {
      Runtime.getRuntime().addShutdownHook(new Thread(McpProgram::stay));
      stay();
    }
  }

  private static void stay() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        Thread.onSpinWait();
      }
    }
  }
}
