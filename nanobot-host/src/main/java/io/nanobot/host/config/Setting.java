package io.nanobot.host.config;

/**
 * One text in a configuration, with its place.
 *
 * @param path the setting, for example {@code channels.dingtalk.clientSecret}
 * @param place where it was written
 * @param secret whether it is one, or has the name of one where nothing is known
 * @param written whether the file itself holds it, instead of a variable or another file
 * @param text what it is; empty if it is secret
 */
public record Setting(String path, Place place, boolean secret, boolean written, String text) {
  /** Without the text, which may come from outside the file. */
  @Override
  public String toString() {
    return path;
  }
}
