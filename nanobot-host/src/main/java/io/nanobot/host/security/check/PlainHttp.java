package io.nanobot.host.security.check;

import io.nanobot.host.config.Setting;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of other machines that are talked to in clear. */
final class PlainHttp implements Check {
  private static final Pattern PLAIN = Pattern.compile("(?i)(http|ws)://.*", Pattern.DOTALL);

  @Override
  public List<Finding> findings(Subject subject) {
    return subject.config().settings().stream()
        .filter(setting -> PLAIN.matcher(setting.text()).matches())
        .filter(setting -> !host(setting).map(Loopback::is).orElse(false))
        .map(PlainHttp::finding)
        .toList();
  }

  private static Finding finding(Setting setting) {
    return new Finding(
        "plain-http",
        Severity.WARNING,
        "What goes to this address%s can be read and changed on the way: it is not encrypted."
            .formatted(host(setting).map(host -> " (" + host + ")").orElse("")),
        setting.path(),
        "Use https:// (or wss://) instead.");
  }

  private static Optional<String> host(Setting setting) {
    try {
      return Optional.ofNullable(URI.create(setting.text().strip()).getHost());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
