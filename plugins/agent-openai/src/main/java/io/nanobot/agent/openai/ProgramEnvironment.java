package io.nanobot.agent.openai;

import io.nanobot.api.config.Secret;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The environment of a program that is started: the gateway's own holds secrets of others. */
final class ProgramEnvironment {
  /** What the MCP SDKs hand on, and where files and languages are. */
  private static final Set<String> HANDED_ON =
      Set.of(
          // POSIX
          "HOME",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "LOGNAME",
          "PATH",
          "SHELL",
          "TERM",
          "TMPDIR",
          "TZ",
          "USER",
          // Windows
          "APPDATA",
          "HOMEDRIVE",
          "HOMEPATH",
          "LOCALAPPDATA",
          "PATHEXT",
          "PROCESSOR_ARCHITECTURE",
          "SYSTEMDRIVE",
          "SYSTEMROOT",
          "TEMP",
          "TMP",
          "USERNAME",
          "USERPROFILE");

  private ProgramEnvironment() {}

  /** Leaves in the environment what is harmless, and adds what the configuration says. */
  static void set(Map<String, String> environment, Map<String, Secret> configured) {
    environment.keySet().removeIf(it -> !HANDED_ON.contains(it.toUpperCase(Locale.ROOT)));
    configured.forEach((name, value) -> environment.put(name, value.reveal()));
  }
}
