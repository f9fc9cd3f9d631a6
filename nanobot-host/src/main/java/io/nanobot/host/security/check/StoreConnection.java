package io.nanobot.host.security.check;

import io.nanobot.host.config.StoreConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the gateway talks to a database server. */
final class StoreConnection implements Check {
  private static final Pattern SERVER =
      Pattern.compile("jdbc:(postgresql|mariadb):(?:[a-z]+:)?//([^/?]*)(.*)", Pattern.DOTALL);
  private static final Pattern PASSWORD = Pattern.compile("(?i)[?&;](password|pwd)=[^&;]");
  private static final String WHERE = "store.url";

  @Override
  public List<Finding> findings(Subject subject) {
    List<Finding> findings = new ArrayList<>();
    Optional<String> url = subject.config().store().flatMap(StoreConfig::url);
    url.ifPresent(
        text -> {
          password(text, findings);
          transport(text, findings);
        });
    return findings;
  }

  private static void password(String url, List<Finding> findings) {
    Matcher server = SERVER.matcher(url);
    boolean before = server.matches() && server.group(2).matches("[^@]*:[^@]*@.*");
    if (before || PASSWORD.matcher(url).find()) {
      findings.add(
          new Finding(
              "store-password-in-url",
              Severity.WARNING,
              "The URL of the store holds a password, and URLs are shown in more places than passwords are.",
              WHERE,
              "Remove it there, and set store.password to \"${file:NAME}\" or \"${VARIABLE}\"."));
    }
  }

  private static void transport(String url, List<Finding> findings) {
    Matcher server = SERVER.matcher(url);
    if (!server.matches()) {
      return; // a file, or PostgreSQL's short form for this machine
    }
    List<String> elsewhere =
        Arrays.stream(server.group(2).replaceFirst("^.*@", "").split(","))
            .map(StoreConnection::host)
            .filter(host -> !host.isEmpty() && !Loopback.is(host))
            .toList();
    boolean postgres = server.group(1).equals("postgresql");
    String parameters = server.group(3);
    if (!elsewhere.isEmpty() && !(postgres ? forcesTls(parameters) : keepsTls(parameters))) {
      findings.add(
          new Finding(
              "store-without-tls",
              Severity.WARNING,
              "The database is on another machine (%s), and the connection need not be encrypted: all messages and the password can be read on the way."
                  .formatted(String.join(", ", elsewhere)),
              WHERE,
              postgres
                  ? "Add sslmode=verify-full to the URL, or sslmode=require if the server has no certificate that can be checked."
                  : "Remove sslMode=disable from the URL."));
    }
  }

  /** The driver's own default takes what the server offers. */
  private static boolean forcesTls(String parameters) {
    return parameters.matches(
        "(?si).*[?&](sslmode=(require|verify-ca|verify-full)|ssl(=true)?)(&.*)?");
  }

  /** The driver's own default is to insist. */
  private static boolean keepsTls(String parameters) {
    return !parameters.matches(
        "(?si).*[?&](sslmode=(disable|disabled|0|false)|usessl=(false|0))(&.*)?");
  }

  private static String host(String server) {
    Matcher named = Pattern.compile("(?i)address=.*\\(host=([^)]*)\\).*").matcher(server);
    return named.matches() ? named.group(1) : server.replaceFirst(":\\d*$", "");
  }
}
