package io.nanobot.host.config;

import tools.jackson.databind.node.ObjectNode;

/** The text that an editor shows for a setting. */
final class Descriptions {
  /** Not in the standard: VS Code shows it in preference to the other. */
  static final String MARKDOWN = "markdownDescription";

  private Descriptions() {}

  static ObjectNode put(ObjectNode schema, String text) {
    return schema.put("description", text).put(MARKDOWN, text);
  }
}
