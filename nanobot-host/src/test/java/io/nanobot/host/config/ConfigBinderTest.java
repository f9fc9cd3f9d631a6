package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nanobot.api.config.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigBinderTest {
  private static final String WORKING =
      """
      {"channels": {"dingtalk": {"enabled": true, "clientId": "ding1", "clientSecret": "s",
                                 "allowFrom": ["staff1", "*"]}}}
      """;

  @Test
  void bindsAChannelWithItsPluginsRecord() throws ConfigException {
    assertThat(Given.channel(WORKING, "dingtalk"))
        .hasToString(
            "ChannelSection[name=dingtalk, type=dingtalk, enabled=true, connections=1,"
                + " access=AccessConfig[allowFrom=[staff1, *], dmPolicy=ALLOWLIST,"
                + " groupPolicy=ALLOWLIST, groupAllowFrom=[], requireMention=true, groups={},"
                + " denyNotice=false], groupUserIsolation=false,"
                + " settings=Optional[DingTalk[clientId=ding1, clientSecret=****, mode=AUTO]]]");
  }

  @Test
  void hasDefaultsForEverythingOfTheHost() throws ConfigException {
    Config config = Given.bind("{}");
    assertThat(config.file()).isEqualTo(Given.FILE);
    assertThat(config.gateway()).isEqualTo(new GatewayConfig("127.0.0.1", 18790));
    assertThat(config.agents().defaultAgent()).isEqualTo("echo");
    assertThat(config.delivery().attempts()).isEqualTo(3);
    assertThat(config.channels()).isEmpty();
    assertThat(config.notices()).isEmpty();
  }

  @Test
  void bindsTheGateway() throws ConfigException {
    assertThat(Given.bind("{\"gateway\": {\"host\": \"0.0.0.0\", \"port\": 0}}").gateway())
        .isEqualTo(new GatewayConfig("0.0.0.0", 0));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "5, 5", "10, 10"})
  void triesADeliveryAtLeastOnce(int written, int attempts) throws ConfigException {
    assertThat(Given.bind("{\"channels\": {\"sendMaxRetries\": " + written + "}}").delivery())
        .isEqualTo(new DeliveryConfig(attempts));
  }

  @Test
  void takesTheTypeFromTheSectionBeforeItsName() throws ConfigException {
    String json =
        """
        {"channels": {"work": {"type": "dingtalk", "enabled": true, "clientId": "ding2",
                               "clientSecret": "s"},
                      "dingtalk": {"type": "strict", "enabled": true, "low": 1}}}
        """;
    assertThat(Given.channel(json, "work").settings())
        .contains(new Given.DingTalk("ding2", Secret.of("s"), Given.Mode.AUTO));
    assertThat(Given.channel(json, "dingtalk").settings()).contains(new Given.Strict(1, 9));
  }

  @Test
  void keepsTheOrderOfTheFile() throws ConfigException {
    assertThat(Given.bind("{\"channels\": {\"b\": {}, \"dingtalk\": {}, \"a\": {}}}").channels())
        .extracting(ChannelSection::name)
        .containsExactly("b", "dingtalk", "a");
  }

  @Test
  void leavesAChannelWithoutPluginUnchecked() throws ConfigException {
    ChannelSection channel =
        Given.channel(
            "{\"channels\": {\"telegram\": {\"enabled\": true, \"token\": 5, \"x_y\": {}}}}",
            "telegram");
    assertThat(channel.enabled()).isTrue();
    assertThat(channel.settings()).isEmpty();
  }

  @Test
  void checksTheCommonKeysOfAChannelWithoutPlugin() {
    assertThat(
            Given.problems(
                "{\"channels\": {\"telegram\": {\"enabled\": \"yes\", \"allowFrom\": \"me\"}}}"))
        .containsExactlyInAnyOrder(
            "channels.telegram.enabled: Expected true or false, but found a string.",
            "channels.telegram.allowFrom: Expected an array, but found a string."
                + " Write a list: [\"me\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"enabled\": false, \"clientId\": \"\", \"clientSecret\": \"\", \"allowFrom\": []}",
        "{\"clientId\": \"no match\", \"clientSecret\": \"${NOT_SET}\"}",
        "{\"clientId\": null}"
      })
  void letsADisabledChannelBeUnfinished(String section) throws ConfigException {
    ChannelSection channel =
        Given.channel("{\"channels\": {\"dingtalk\": " + section + "}}", "dingtalk");
    assertThat(channel.enabled()).isFalse();
    assertThat(channel.settings()).isEmpty();
  }

  @Test
  void bindsADisabledChannelThatIsComplete() throws ConfigException {
    assertThat(Given.channel(WORKING.replace("true", "false"), "dingtalk").settings()).isPresent();
  }

  @Test
  void refusesWrongTypesAndUnknownKeysInADisabledChannelToo() {
    assertThat(
            Given.problems(
                """
                {"channels": {"dingtalk": {"dmPolicy": "opne", "clientId": 5, "cliantSecret": ""}}}
                """))
        .containsExactly(
            "channels.dingtalk.dmPolicy: Must be one of \"allowlist\", \"pairing\", \"open\", \"disabled\", but is \"opne\".",
            "channels.dingtalk.clientId: Expected a string, but found a number.",
            "channels.dingtalk.cliantSecret: Unknown setting. Did you mean \"clientSecret\"?");
  }

  @Test
  void refusesEmptyAndMissingKeysInAnEnabledChannel() {
    assertThat(
            Given.problems(
                "{\"channels\": {\"dingtalk\": {\"enabled\": true, \"clientSecret\": \"\"}}}"))
        .containsExactly(
            "channels.dingtalk.clientId: Required setting is missing: AppKey (Client ID) of the"
                + " app.",
            "channels.dingtalk.clientSecret: Must not be empty.");
  }

  @Test
  void reportsWhatARecordItselfRefuses() throws ConfigException {
    assertThat(Given.problems("{\"channels\": {\"strict\": {\"enabled\": true, \"low\": 10}}}"))
        .containsExactly("channels.strict: low must not be above high");
    assertThat(Given.channel("{\"channels\": {\"strict\": {\"low\": 10}}}", "strict").settings())
        .isEmpty();
  }

  @Test
  void bindsAgentSections() throws ConfigException {
    Config config =
        Given.bind(
            """
            {"agents": {"default": "helper",
                        "helper": {"type": "model", "apiUrl": "http://x"},
                        "later": {"type": "notInstalled", "anything": 1}}}
            """);
    assertThat(config.agents().defaultAgent()).isEqualTo("helper");
    assertThat(config.agentSections())
        .extracting(Object::toString)
        .containsExactly(
            "AgentSection[name=helper, type=model,"
                + " settings=Optional[Model[apiUrl=http://x, model=gpt]]]",
            "AgentSection[name=later, type=notInstalled, settings=Optional.empty]");
  }

  @Test
  void givesTheDefaultAgentASectionOfItsOwn() throws ConfigException {
    assertThat(Given.bind("{}").agentSections())
        .extracting(Object::toString)
        .containsExactly("AgentSection[name=echo, type=echo, settings=Optional[Echo[]]]");
    assertThat(Given.problems("{\"agents\": {\"default\": \"model\"}}"))
        .containsExactly("agents.model.apiUrl: Required setting is missing.");
  }

  @Test
  void refusesADefaultAgentThatIsNotThere() {
    assertThat(
            Given.problems(
                "{\"agents\": {\"default\": \"modle\", \"mine\": {\"type\": \"echo\"}}}"))
        .containsExactly(
            "agents.default: There is no agent of this name. Available: echo, mine, model."
                + " Did you mean \"model\"?");
  }

  @Test
  void bindsWhichAgentAnswersWhere() throws ConfigException {
    Config config =
        Given.bind(
            """
            {"channels": {"dingtalk": {}},
             "agents": {"mine": {"type": "echo"}, "unified_session": true, "turnTimeout": "90s",
                        "history": {"exchanges": 3}, "queue": {"perConversation": 7, "mergeWithin": "2s"},
                        "bindings": [{"agent": "mine", "channel": "dingtalk", "group": "*"},
                                     {"agent": "echo", "role": "admin", "instructions": " "},
                                     {"instructions": "Be brief."}]}}
            """);
    assertThat(config.agents())
        .isEqualTo(
            new AgentsConfig(
                "echo",
                true,
                new HistoryConfig(3, 8000, Duration.ofDays(30)),
                new QueueConfig(7, Optional.of(Duration.ofSeconds(2))),
                Duration.ofSeconds(90),
                List.of(
                    new BindingConfig(
                        Optional.of("mine"),
                        Optional.of("dingtalk"),
                        Optional.of("*"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                    new BindingConfig(
                        Optional.of("echo"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("admin"),
                        Optional.empty()),
                    new BindingConfig(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("Be brief.")))));
  }

  @Test
  void refusesToLetMessagesWaitForMoreForLong() {
    assertThat(
            Given.problems(
                """
                {"channels": {"dingtalk": {}}, "agents": {"queue": {"mergeWithin": "11s"}}}
                """))
        .containsExactly("agents.queue: mergeWithin must be 10s at most.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "999ms", "25h"})
  void refusesATurnThatCouldNotEndInTimeOrNeverHadToEnd(String time) {
    assertThat(Given.problems("{\"agents\": {\"turnTimeout\": \"%s\"}}".formatted(time)))
        .containsExactly("agents: turnTimeout must be from 1s to 1d.");
  }

  @Test
  void refusesASecretWhoseVariableIsEmpty() throws ConfigException {
    String json =
        """
        {"channels": {"all": {"enabled": %s, "text": "t", "token": "%s"}}}
        """;
    assertThat(Given.problems(json.formatted(true, "${TOKEN}"), "TOKEN="))
        .containsExactly(
            "channels.all.token: The variable that this comes from is empty. Set it, or leave the"
                + " key out.");
    assertThat(Given.bind(json.formatted(true, "")).notices()).as("not set").isEmpty();
    assertThat(Given.bind(json.formatted(false, "${TOKEN}"), "TOKEN=").notices())
        .as("off")
        .isEmpty();
  }

  @Test
  void refusesABindingToWhatIsNotThere() {
    assertThat(
            Given.problems(
                """
                {"channels": {"dingtalk": {}},
                 "agents": {"bindings": [{"agent": "ecko", "channel": "dingtak"}]}}
                """))
        .containsExactly(
            "agents.bindings[0].agent: There is no agent of this name. Available: echo, model."
                + " Did you mean \"echo\"?",
            "agents.bindings[0].channel: There is no channel of this name. Available: cli, dingtalk."
                + " Did you mean \"dingtalk\"?");
  }

  @Test
  void refusesABindingThatChangesNothing() {
    assertThat(
            Given.problems(
                """
                {"channels": {"dingtalk": {}},
                 "agents": {"bindings": [{"agent": "echo"}, {"group": "*", "instructions": " "}]}}
                """))
        .containsExactly(
            "agents.bindings[1]: A binding needs an agent that answers, instructions for it, or"
                + " both.");
  }

  @Test
  void refusesUnknownKeysInAnAgentSection() {
    assertThat(Given.problems("{\"agents\": {\"model\": {\"apiUrl\": \"x\", \"modell\": \"y\"}}}"))
        .containsExactly("agents.model.modell: Unknown setting. Did you mean \"model\"?");
  }

  @Test
  void bindsTheSameFileTwice() throws ConfigException {
    ConfigFile file = ConfigFile.parse(Given.FILE, "{\"gateway\": {\"host\": \"${H}\"}}");
    assertThat(Given.bind(file, "H=a").gateway().host()).isEqualTo("a");
    assertThat(Given.bind(file, "H=b").gateway().host()).isEqualTo("b");
  }

  @Test
  void tellsEverySecretAlsoWhenTheConfigurationIsRefused() throws ConfigException {
    List<String> told = new ArrayList<>();
    String json =
        """
        {"channels": {"dingtalk": {"enabled": true, "clientId": "ding1", "clientSecret": "${S}"},
                      "all": {"enabled": true, "text": "t", "token": "of-all"},
                      "strict": {"enabled": true, "low": 10}}}
        """;
    ConfigBinder binder =
        new ConfigBinder(
            Given.schema(), Map.of("S", "of-dingtalk"), secret -> told.add(secret.reveal()));

    assertThatThrownBy(() -> binder.bind(ConfigFile.parse(Given.FILE, json)))
        .isInstanceOf(ConfigException.class);
    assertThat(told).contains("of-dingtalk", "of-all");
  }

  @Test
  void tellsWhatFilesContainAlsoWhereNoSecretIsDeclared(@TempDir Path folder) throws Exception {
    List<String> told = new ArrayList<>();
    Files.writeString(folder.resolve("long"), "12345678\n");
    Files.writeString(folder.resolve("short"), "1234567\n");
    String json =
        """
        {"channels": {"all": {"enabled": true, "text": "a ${file:long} b ${file:short} ${VARIABLE}"}}}
        """;
    ConfigBinder binder =
        new ConfigBinder(
            Given.schema(),
            Map.of("VARIABLE", "of-the-environment"),
            secret -> told.add(secret.reveal()));

    binder.bind(ConfigFile.parse(folder.resolve("config.json"), json));

    assertThat(told).contains("12345678").doesNotContain("1234567", "of-the-environment");
  }

  @Test
  void tellsThatOthersCanReadTheFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("config.json"), "{}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(Given.bind(ConfigFile.read(file)).notices())
        .extracting(ConfigProblem::line)
        .containsExactly(
            "The configuration file can be read by other users of this machine. Run: chmod 600 "
                + file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(Given.bind(ConfigFile.read(file)).notices()).isEmpty();
  }
}
