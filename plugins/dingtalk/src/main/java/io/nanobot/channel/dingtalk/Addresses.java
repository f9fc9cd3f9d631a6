package io.nanobot.channel.dingtalk;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where requests may go to. */
final class Addresses {
  /** In China and overseas. */
  private static final List<String> SITES = List.of("dingtalk.com", "dingtalk.io");

  /** Where files of DingTalk have been seen. */
  private static final List<String> STORAGE =
      List.of(".dingtalk.com", ".aliyuncs.com", ".alicdn.com");

  private Addresses() {}

  static URI at(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }

  /**
   * The address of a session webhook, if it is DingTalk's or that of {@code oapiBase}. It comes
   * with each message, and a forged one would carry answers to a stranger.
   */
  static Optional<URI> webhook(String text, URI oapiBase) {
    URI address;
    try {
      address = URI.create(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String host = lowerCase(address.getHost());
    boolean ours =
        host.equals(lowerCase(oapiBase.getHost()))
            && address.getPort() == oapiBase.getPort()
            && String.valueOf(address.getScheme()).equals(oapiBase.getScheme());
    boolean dingTalks =
        SITES.stream().anyMatch(site -> host.equals(site) || host.endsWith("." + site))
            && "https".equals(address.getScheme());
    return Optional.of(address).filter(it -> ours || dingTalks);
  }

  /**
   * The address of a file, as DingTalk gives it out. Its storage often comes as http, although it
   * speaks https and the signature is the same: the file then crosses the network unseen.
   */
  static Optional<URI> file(String text) {
    try {
      URI address = URI.create(text);
      return Optional.of(isPlain(address) ? URI.create("https" + text.substring(4)) : address)
          .filter(it -> it.getHost() != null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(URI address) {
    String host = lowerCase(address.getHost());
    return "http".equals(address.getScheme())
        && address.getPort() == -1
        && STORAGE.stream().anyMatch(host::endsWith);
  }

  private static String lowerCase(String host) {
    return host == null ? "" : host.toLowerCase(Locale.ROOT);
  }
}
