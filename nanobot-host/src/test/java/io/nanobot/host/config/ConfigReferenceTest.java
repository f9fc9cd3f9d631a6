package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ConfigReferenceTest {
  private final String markdown = new ConfigReference(Given.schema()).markdown();

  @Test
  void hasOneTableForEachSection() {
    assertThat(markdown.lines().filter(line -> line.startsWith("## ")))
        .containsExactly(
            "## `gateway`",
            "## `store`",
            "## `security`",
            "## `plugins`",
            "## `agents`",
            "## `channels`",
            "## `channels.<name>`",
            "## `channels.<name>` of type `all`",
            "## `channels.<name>` of type `dingtalk`",
            "## `channels.<name>` of type `strict`",
            "## `agents.<name>`",
            "## `agents.<name>` of type `echo`",
            "## `agents.<name>` of type `model`");
  }

  @Test
  void hasOneRowForEachKey() {
    assertThat(markdown)
        .contains(
            "| `clientId` | string |  | yes | AppKey (Client ID) of the app |\n",
            "| `clientSecret` | secret |  | yes | AppSecret (Client Secret) of the app |\n",
            "| `mode` | `auto`, `plain_text` | `\"auto\"` |  |  |\n",
            "| `timeout` | duration | `\"10s\"` |  |  |\n",
            "| `retries[].pause` | duration |  | yes |  |\n",
            "| `byName.<key>.times` | integer | `3` |  |  |\n",
            "| `levels` | list of integer | `[1,2]` |  | (experimental) |\n");
  }

  @Test
  void leavesOutWhatHasNoEffect() {
    assertThat(markdown).doesNotContain("sendProgress", "providers", "| any |");
  }
}
