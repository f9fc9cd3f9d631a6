package io.nanobot.host.security.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.config.Secret;
import io.nanobot.host.config.ConfigBinder;
import io.nanobot.host.config.ConfigException;
import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.config.ConfigInspection;
import io.nanobot.host.config.ConfigSchema;
import io.nanobot.host.config.SectionType;
import io.nanobot.host.plugin.LockRule;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityChecksTest {
  record Chat(Optional<Secret> clientSecret, Optional<String> apiBase) {}

  private static final ConfigSchema SCHEMA =
      new ConfigSchema(List.of(new SectionType("chat", Chat.class)), List.of());

  @TempDir private Path directory;
  private Path config;
  private Workspace workspace;
  private Path plugins;

  @BeforeEach
  void install() throws IOException {
    mode(directory, "rwx------");
    config = directory.resolve("config.json");
    workspace = new Workspace(directory.resolve("workspace"));
    plugins = Files.createDirectory(directory.resolve("plugins"));
    mode(Files.createDirectories(workspace.root()), "rwx------");
    mode(plugins, "rwx------");
  }

  @Test
  void aSafeInstallationHasNoFindings() {
    assertThat(
            found(
                """
                {"channels": {"chat": {"enabled": true, "allowFrom": ["1"], "clientSecret": "${SECRET}"}},
                 "security": {"users": {"li": {"identities": ["chat:1"], "roles": ["admin"]}}}}
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"allowFrom\": [\"*\"]                           | WARNING everybody-allowed channels.chat.allowFrom",
        "\"dmPolicy\": \"open\"                           | WARNING direct-open channels.chat.dmPolicy",
        "\"dmPolicy\": \"pairing\"                        | ``",
        "\"groupPolicy\": \"open\"                        | WARNING groups-open channels.chat.groupPolicy",
        "\"groupAllowFrom\": [\"*\"]                      | WARNING groups-open channels.chat.groupPolicy",
        "\"groupAllowFrom\": [\"g\"]                      | ``",
        "\"groupAllowFrom\": [\"*\"], \"groupPolicy\": \"disabled\"     | ``",
        "\"requireMention\": false                        | ``",
        "\"groupPolicy\": \"open\", \"requireMention\": false | CRITICAL groups-open-without-mention channels.chat.groupPolicy",
        "\"groupPolicy\": \"open\", \"groups\": {\"*\": {\"enabled\": false}} | ``",
        "\"groupPolicy\": \"open\", \"groups\": {\"*\": {\"allowFrom\": [\"1\"]}} | ``",
        "\"groups\": {\"*\": {\"allowFrom\": [\"*\"]}}    | WARNING groups-open channels.chat.groups.*",
        "\"groups\": {\"g\": {\"allowFrom\": [\"*\"]}}    | WARNING group-open channels.chat.groups.g.allowFrom",
        "\"groups\": {\"g\": {\"requireMention\": false}} | ``",
        "\"groups\": {\"g\": {\"requireMention\": false, \"allowFrom\": [\"*\"]}} | CRITICAL groups-open-without-mention channels.chat.groups.g",
        "\"groups\": {\"g\": {\"enabled\": false, \"allowFrom\": [\"*\"]}} | ``",
        "\"groupAllowFrom\": [\"g\"], \"requireMention\": false | CRITICAL groups-open-without-mention channels.chat.groupAllowFrom",
        "\"groupAllowFrom\": [\"g\"], \"groups\": {\"*\": {\"requireMention\": false}} | CRITICAL groups-open-without-mention channels.chat.groupAllowFrom",
        "\"groupAllowFrom\": [\"g\"], \"groups\": {\"g\": {\"requireMention\": false}} | CRITICAL groups-open-without-mention channels.chat.groups.g",
        "\"groupAllowFrom\": [\"g\"], \"requireMention\": false, \"groups\": {\"g\": {\"enabled\": true}} | CRITICAL groups-open-without-mention channels.chat.groups.g",
        "\"groupAllowFrom\": [\"g\"], \"requireMention\": false, \"groups\": {\"g\": {\"requireMention\": true}} | ``",
        "\"groupAllowFrom\": [\"g\"], \"requireMention\": false, \"groups\": {\"g\": {\"allowFrom\": [\"1\"]}} | ``",
        "\"groupAllowFrom\": [\"g\"], \"requireMention\": false, \"groups\": {\"g\": {\"enabled\": false}} | ``",
        "\"groupAllowFrom\": [\"g\"], \"requireMention\": false, \"groups\": {\"*\": {\"allowFrom\": [\"1\"]}} | ``",
        "\"groupAllowFrom\": [\"g\"], \"requireMention\": false, \"groups\": {\"*\": {\"requireMention\": true}} | ``",
        "\"groupAllowFrom\": [\"g\"], \"requireMention\": false, \"groupPolicy\": \"disabled\" | ``",
        "\"groupAllowFrom\": [\"*\"], \"requireMention\": false | CRITICAL groups-open-without-mention channels.chat.groupPolicy",
        "\"groupAllowFrom\": [\"*\", \"g\"], \"requireMention\": false, \"groups\": {\"h\": {\"enabled\": true}} | CRITICAL groups-open-without-mention channels.chat.groupPolicy",
        "\"requireMention\": false, \"groups\": {\"g\": {\"allowFrom\": [\"*\"]}} | CRITICAL groups-open-without-mention channels.chat.groups.g",
        "\"requireMention\": false, \"groups\": {\"g\": {\"allowFrom\": [\"1\"]}} | ``",
        "\"allowFrom\": [\"*\"], \"requireMention\": false | CRITICAL groups-open-without-mention channels.chat.allowFrom, WARNING everybody-allowed channels.chat.allowFrom",
        "\"allowFrom\": [\"*\"], \"groups\": {\"g\": {\"requireMention\": false}} | CRITICAL groups-open-without-mention channels.chat.groups.g, WARNING everybody-allowed channels.chat.allowFrom",
        "\"allowFrom\": [\"*\"], \"requireMention\": false, \"groups\": {\"*\": {\"allowFrom\": [\"1\"]}} | WARNING everybody-allowed channels.chat.allowFrom",
        "\"allowFrom\": [\"*\"], \"requireMention\": false, \"groupPolicy\": \"disabled\" | WARNING everybody-allowed channels.chat.allowFrom",
        "\"dmPolicy\": \"open\", \"requireMention\": false | WARNING direct-open channels.chat.dmPolicy",
      })
  void tellsChannelsThatAreOpen(String keys, String findings) {
    List<String> expected = findings.isEmpty() ? List.of() : List.of(findings.split(", "));
    assertThat(found(withAdmin("{\"enabled\": true, %s}".formatted(keys)))).isEqualTo(expected);
    assertThat(found(withAdmin("{\"enabled\": false, %s}".formatted(keys)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                          | INFO no-admin security.users",
        "{\"li\": {\"identities\": [\"chat:1\"]}}    | INFO no-admin security.users",
        "{\"li\": {\"roles\": [\"admin\"]}}          | WARNING admin-without-identity security.users.li.identities",
        "{\"li\": {\"roles\": [\"admin\"], \"identities\": [\"chta:1\"]}} | `WARNING config-invalid CONFIG`",
        "{\"li\": {\"roles\": [\"user\"], \"identities\": [\"chat:2\"]}, \"a\": {\"roles\": [\"admin\"], \"identities\": [\"chat:1\"]}} | ``",
      })
  void tellsWhoTheAdminsAre(String users, String finding) {
    assertThat(
            found("{\"channels\": {\"chat\": {}}, \"security\": {\"users\": %s}}".formatted(users)))
        .isEqualTo(
            finding.isEmpty() ? List.of() : List.of(finding.replace("CONFIG", config.toString())));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,",
    "127.1.2.3,",
    "localhost,",
    "::1,",
    "[::1],",
    "0.0.0.0,open",
    "::,open",
    "192.168.1.5,open",
    "gateway.example.com,open",
    "127.0.0.1.example.com,open"
  })
  void tellsAHealthEndpointThatOthersReach(String host, String open) {
    assertThat(found(sections("\"gateway\": {\"host\": \"%s\"}".formatted(host))))
        .isEqualTo(open == null ? List.of() : List.of("WARNING health-endpoint-open gateway.host"));
  }

  @Test
  void tellsSecretsInClearWithTheirPlaceButNotThemselves() {
    String json =
        """
        {
          "channels": {
            "chat": {"clientSecret": "s3cr3t"},
            "other": {"botToken": "s3cr3t", "botName": "b"}
          },
          "providers": {"openai": {"apiKey": "s3cr3t"}, "groq": {"apiKey": "${KEY}"}},
          "store": {"password": "s3cr3t"}
        }
        """;
    List<Finding> findings =
        findings(json).stream().filter(each -> each.id().equals("secret-in-clear")).toList();
    assertThat(findings)
        .extracting(Finding::where)
        .containsExactly(
            "channels.chat.clientSecret (%s, line 3, column 14)".formatted(config),
            "channels.other.botToken (%s, line 4, column 15)".formatted(config),
            "providers.openai.apiKey (%s, line 6, column 3)".formatted(config),
            "store.password (%s, line 7, column 13)".formatted(config));
    assertThat(findings(json).toString()).doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @CsvSource({
    "http://api.example.com/x,plain", "HTTP://api.example.com,plain", "ws://a.example.com,plain",
    "https://api.example.com,", "http://127.0.0.1:8080/,", "http://localhost/,",
    "http://[::1]:80/,", "${URL},plain"
  })
  void tellsAddressesThatAreTalkedToInClear(String url, String plain) {
    assertThat(found(withAdmin("{\"apiBase\": \"%s\"}".formatted(url))))
        .isEqualTo(plain == null ? List.of() : List.of("WARNING plain-http channels.chat.apiBase"));
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db.example.com/n,store-without-tls",
    "jdbc:postgresql://db.example.com/n?sslmode=prefer,store-without-tls",
    "jdbc:postgresql://db.example.com/n?sslmode=require,",
    "jdbc:postgresql://db.example.com/n?x=1&sslmode=verify-full&y=2,",
    "jdbc:postgresql://db.example.com/n?ssl=true,",
    "jdbc:postgresql://db.example.com/n?ssl=false,store-without-tls",
    "jdbc:postgresql://localhost/n,",
    "'jdbc:postgresql://localhost,db.example.com:5432/n',store-without-tls",
    "jdbc:postgresql:n,",
    "jdbc:postgresql://localhost/n?user=a&password=b,store-password-in-url",
    "jdbc:mariadb://a:b@localhost/n,store-password-in-url",
    "jdbc:mariadb://db.example.com/n,",
    "jdbc:mariadb://db.example.com/n?sslMode=trust,",
    "jdbc:mariadb://db.example.com/n?sslMode=disable,store-without-tls",
    "jdbc:mariadb://localhost/n?sslMode=disable,",
    "'jdbc:mariadb:replication://localhost,db.example.com/n?useSsl=false',store-without-tls",
    "jdbc:sqlite:/var/lib/n.db,"
  })
  void tellsHowADatabaseIsTalkedTo(String url, String id) {
    assertThat(found(sections("\"store\": {\"url\": \"%s\"}".formatted(url))))
        .isEqualTo(id == null ? List.of() : List.of("WARNING " + id + " store.url"));
    assertThat(findings(sections("\"store\": {\"url\": \"%s\"}".formatted(url))).toString())
        .doesNotContain("a:b@")
        .doesNotContain("password=b");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-------,",
    "r--------,",
    "rw-r-----,INFO readable-by-group",
    "rw-rw----,WARNING writable-by-group",
    "rw-r--r--,CRITICAL readable-by-others",
    "rw-rw-rw-,CRITICAL writable-by-others",
    "rw-----w-,CRITICAL writable-by-others"
  })
  void tellsWhoCanReadOrChangeTheConfiguration(String mode, String finding) throws IOException {
    write(sections(""));
    mode(config, mode);
    assertThat(foundAsItIs())
        .isEqualTo(finding == null ? List.of() : List.of(finding + " " + config));
  }

  @Test
  void tellsEveryKindOfFileThatOthersCanUse() throws IOException {
    Path secret = Files.writeString(directory.resolve("token"), "t");
    mode(secret, "rw-r--r--");
    Path jar = Files.writeString(plugins.resolve("a.jar"), "no jar");
    mode(jar, "rw-rw-rw-");
    mode(plugins, "rwxrwxrwx");
    mode(workspace.root(), "rwxr-xr-x");
    Path store = workspace.storeFile();
    mode(Files.createDirectories(store.getParent()), "rwx------");
    mode(Files.writeString(store, ""), "rw-r--r--");
    write(withAdmin("{\"clientSecret\": \"${file:token}\"}"));
    assertThat(foundAsItIs())
        .containsExactlyInAnyOrder(
            "CRITICAL readable-by-others " + secret,
            "CRITICAL readable-by-others " + workspace.root(),
            "CRITICAL readable-by-others " + store,
            "CRITICAL writable-by-others " + plugins,
            "CRITICAL writable-by-others " + jar,
            "INFO plugins-not-locked " + directory.resolve("plugins.lock"));
    assertThat(SecurityChecks.othersCanWrite(List.of(plugins))).isTrue();
  }

  @Test
  void tellsWhatIsInAnOpenWorkspace() throws IOException {
    mode(workspace.root(), "rwxr-xr-x");
    Path channels = Files.createDirectory(workspace.root().resolve("channels"));
    Path agents = Files.createDirectory(workspace.root().resolve("agents"));
    Files.createDirectory(workspace.audit());
    Files.createDirectory(workspace.storeFile().getParent());
    Path log = Files.createFile(workspace.audit().resolve("audit.jsonl"));
    Path older = Files.createFile(workspace.audit().resolve("audit.1.jsonl"));
    Path store = Files.createFile(workspace.storeFile());
    Path wal = Files.createFile(store.resolveSibling("messages.db-wal"));
    Path shm = Files.createFile(store.resolveSibling("messages.db-shm"));
    List<Path> folders = List.of(channels, agents, workspace.audit(), store.getParent());
    for (Path folder : folders) {
      mode(folder, "rwxr-xr-x");
    }
    List<Path> files = List.of(log, older, store, wal, shm);
    for (Path file : files) {
      mode(file, "rw-r--r--");
    }
    write(sections(""));
    assertThat(foundAsItIs())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(List.of(workspace.root()), folders, files)
                .flatMap(List::stream)
                .map(path -> "CRITICAL readable-by-others " + path)
                .toList());
  }

  @Test
  void tellsAStoreElsewhereAlsoIfItsUrlIsWrong() throws IOException {
    Path store = Files.createFile(directory.resolve("n.db"));
    Path wal = Files.createFile(directory.resolve("n.db-wal"));
    mode(store, "rw-r--r--");
    mode(wal, "rw-r--r--");
    assertThat(found(sections("\"store\": {\"url\": \"jdbc:sqlite:%s?a=b\"}".formatted(store))))
        .containsExactly(
            "CRITICAL readable-by-others " + store,
            "CRITICAL readable-by-others " + wal,
            "WARNING config-invalid " + config);
  }

  @Test
  void whatLiesInAClosedWorkspaceNeedsNoModeOfItsOwn() throws IOException {
    Path store = workspace.storeFile();
    mode(Files.createDirectories(store.getParent()), "rwxrwxrwx");
    write(sections(""));
    assertThat(foundAsItIs()).isEmpty();
  }

  @Test
  void othersCanAddToAStickyFolderButNotReplace() throws IOException {
    write(sections(""));
    Files.setAttribute(directory, "unix:mode", 01777);
    assertThat(foundAsItIs()).isEmpty();
    Files.setAttribute(directory, "unix:mode", 0777);
    assertThat(foundAsItIs()).containsExactly("CRITICAL writable-by-others " + directory);
  }

  @Test
  void othersCanNotWriteToPluginsThatAreTheOwnersAlone() {
    assertThat(SecurityChecks.othersCanWrite(List.of(plugins, directory.resolve("none"))))
        .isFalse();
  }

  @Test
  void tellsJarsThatAreNotAsTheyWereLocked() throws IOException {
    Path changed = Files.writeString(plugins.resolve("changed.jar"), "x");
    Path unknown = Files.writeString(plugins.resolve("unknown.jar"), "x");
    mode(changed, "rw-------");
    mode(unknown, "rw-------");
    Path lock = directory.resolve("plugins.lock");
    Files.writeString(
        lock,
        "%s  changed.jar  - -%n%s  gone.jar  - -%n".formatted("0".repeat(64), "1".repeat(64)));
    mode(lock, "rw-------");
    assertThat(found(sections("")))
        .containsExactlyInAnyOrder(
            "CRITICAL plugin-changed " + changed,
            "WARNING plugin-unknown " + unknown,
            "WARNING plugin-missing gone.jar");
    Files.writeString(lock, "nonsense");
    assertThat(found(sections(""))).containsExactly("WARNING plugins-lock-damaged " + lock);
  }

  @Test
  void tellsThatItRunsAsRoot() throws IOException {
    write(sections(""));
    assertThat(found(inspection(), "root")).containsExactly("WARNING runs-as-root user root");
  }

  @Test
  void checksWhatItCanOfAConfigurationWithMistakes() {
    assertThat(
            found(
                """
                {"channels": {"chat": {"enabled": true, "allowFrom": ["*"], "clientSecret": "s"},
                              "chat2": {"type": "chat", "enabled": "perhaps"}},
                 "security": {"users": {"li": {"identities": ["chat2:1"], "roles": ["admin"]}}},
                 "gateway": {"host": "0.0.0.0"}}
                """))
        .containsExactly(
            "WARNING config-invalid " + config,
            "WARNING everybody-allowed channels.chat.allowFrom",
            "WARNING health-endpoint-open gateway.host",
            "INFO secret-in-clear channels.chat.clientSecret (%s, line 1, column 61)"
                .formatted(config));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"channels\": ", "[]", ""})
  void checksTheFilesWhenTheConfigurationIsNotJson(String json) throws IOException {
    write(json);
    mode(config, "rw-r--r--");
    assertThat(foundAsItIs())
        .containsExactly(
            "CRITICAL readable-by-others " + config, "WARNING config-invalid " + config);
  }

  @Test
  void saysThatThereIsNoConfiguration() {
    assertThat(foundAsItIs()).containsExactly("WARNING config-invalid " + config);
  }

  @Test
  void everyFindingSaysWhatToDo() {
    assertThat(
            findings(
                """
                {"channels": {"chat": {"enabled": true, "allowFrom": ["*"], "dmPolicy": "open", "groupPolicy": "open", "clientSecret": "s"}},
                 "gateway": {"host": "0.0.0.0"}, "store": {"url": "jdbc:postgresql://db/n?password=b"}}
                """))
        .hasSizeGreaterThan(6)
        .allSatisfy(
            finding -> {
              assertThat(finding.what()).endsWith(".");
              assertThat(finding.fix()).isNotBlank();
            });
  }

  private static String withAdmin(String chat) {
    return """
        {"channels": {"chat": %s}, "security": {"users": {"li": {"identities": ["chat:1"], "roles": ["admin"]}}}}
        """
        .formatted(chat);
  }

  private static String sections(String more) {
    return withAdmin("{}").strip().replaceFirst("\\}$", (more.isEmpty() ? "" : ", " + more) + "}");
  }

  private List<String> found(String json) {
    write(json);
    return foundAsItIs();
  }

  private List<Finding> findings(String json) {
    write(json);
    return SecurityChecks.findings(subject(inspection(), "nanobot"));
  }

  private List<String> foundAsItIs() {
    return found(inspection(), "nanobot");
  }

  private List<String> found(ConfigInspection inspection, String user) {
    return SecurityChecks.findings(subject(inspection, user)).stream()
        .map(each -> each.severity() + " " + each.id() + " " + each.where())
        .toList();
  }

  private Subject subject(ConfigInspection inspection, String user) {
    LockRule lock = new LockRule(directory.resolve("plugins.lock"), false, "nanobot plugins lock");
    return new Subject(config, workspace, List.of(plugins), lock, inspection, user);
  }

  private ConfigInspection inspection() {
    Map<String, String> environment =
        Map.of("SECRET", "s3cr3t", "URL", "http://internal.example.com");
    try {
      return new ConfigBinder(SCHEMA, environment, secret -> {}).inspect(ConfigFile.read(config));
    } catch (ConfigException e) {
      return ConfigInspection.unreadable(e);
    }
  }

  private void write(String json) {
    try {
      Files.writeString(config, json);
      mode(config, "rw-------");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
