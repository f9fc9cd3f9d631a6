package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ConfigSchemaTest {
  @Test
  void isStandardJsonSchemaAndTheSameEveryTime() {
    String json = Given.schema().json();
    assertThat(json)
        .startsWith("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"")
        .endsWith("}\n")
        .isEqualTo(Given.schema().json());
  }

  @Test
  void describesAPluginsSettingsInTheirOrder() {
    JsonNode dingtalk = Given.schema().definition("channel.dingtalk");
    assertThat(dingtalk.path("properties").propertyNames())
        .startsWith(
            "enabled",
            "type",
            "connections",
            "allowFrom",
            "dmPolicy",
            "disablePrivateChat",
            "groupPolicy",
            "groupAllowFrom",
            "requireMention",
            "groups",
            "groupUserIsolation",
            "denyNotice",
            "clientId",
            "clientSecret",
            "mode");
    JsonNode secret = dingtalk.path("properties").path("clientSecret");
    assertThat(secret.toString())
        .contains("\"writeOnly\":true", "\"format\":\"password\"", "\"markdownDescription\"");
    assertThat(dingtalk.path("properties").path("mode").path("enum").toString())
        .isEqualTo("[\"auto\",\"plain_text\"]");
  }

  @Test
  void requiresKeysOnlyOfAnEnabledChannel() {
    JsonNode dingtalk = Given.schema().definition("channel.dingtalk");
    assertThat(dingtalk.has("required")).isFalse();
    assertThat(dingtalk.path("then").path("required").toString())
        .isEqualTo("[\"clientId\",\"clientSecret\"]");
    assertThat(dingtalk.path("properties").path("clientId").has("pattern")).isFalse();
  }

  @Test
  void typesDefaultsLikeTheirComponents() {
    JsonNode all = Given.schema().definition("channel.all").path("properties");
    assertThat(all.path("number").path("default").isInt()).isTrue();
    assertThat(all.path("flag").path("default").isBoolean()).isTrue();
    assertThat(all.path("timeout").path("default").stringValue()).isEqualTo("10s");
    assertThat(all.path("levels").path("default").isArray()).isTrue();
  }

  @Test
  void isValidForTheMetaSchema() {
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(Given.schema().json(), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void acceptsTheFirstConfigurationInAnEditorToo() {
    ConfigSchema schema = Given.schema();
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.json(), InputFormat.JSON)
                .validate(new ConfigTemplate(schema).firstConfig(), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void refusesTwoPluginsOfOneType() {
    List<SectionType> twice =
        List.of(new SectionType("a", Given.Echo.class), new SectionType("a", Given.Strict.class));
    assertThatThrownBy(() -> new ConfigSchema(twice, List.of()))
        .hasMessage("Two plugins offer the type \"a\"");
  }

  @Test
  void refusesATypeThatIsNoName() {
    assertThatThrownBy(() -> new SectionType("a/b", Given.Echo.class))
        .hasMessageContaining("\"a/b\" is not a type's name");
  }
}
