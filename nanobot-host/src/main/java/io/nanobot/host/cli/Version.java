package io.nanobot.host.cli;

import io.nanobot.api.ApiVersion;
import io.nanobot.host.HostVersion;
import picocli.CommandLine.IVersionProvider;

/** The version that people see. Host and API are released together. */
final class Version implements IVersionProvider {
  static HostVersion current() {
    return new HostVersion(ApiVersion.current());
  }

  @Override
  public String[] getVersion() {
    return new String[] {"🐈 nanobot v" + current().text()};
  }
}
