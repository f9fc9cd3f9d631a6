package io.nanobot.host.cli;

import io.nanobot.host.config.ConfigException;
import io.nanobot.host.config.ConfigTemplate;
import io.nanobot.host.workspace.OwnerOnly;
import io.nanobot.host.workspace.PrivateFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes a first configuration. */
@Command(
    name = "onboard",
    description = "Writes a first configuration with a section for every installed channel.")
final class OnboardCommand implements Callable<Integer> {
  @Mixin private InstallationOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure, ConfigException {
    Logs.forShortCommand();
    Installation installation = options.installation();
    Path file = installation.configFile();
    PrintWriter out = spec.commandLine().getOut();
    try (Installed installed = Installed.load(installation)) {
      OwnerOnly.createDirectories(installation.pluginFolders().get(0));
      write(file, new ConfigTemplate(installed.schema()).firstConfig());
      PrivateFile.replace(schemaFile(file), installed.schema().json());
    } catch (IOException e) {
      throw new CommandFailure(
          "The folder %s can not be written (%s).".formatted(file.getParent(), e));
    }
    out.println("✓ Wrote " + file);
    out.println("✓ Wrote " + schemaFile(file) + " (editors use it to complete and check)");
    out.println();
    out.println("Next: fill in the section of your channel, set \"enabled\": true, then run");
    out.println("  nanobot gateway");
    return 0;
  }

  private static void write(Path file, String content) throws IOException, CommandFailure {
    try {
      PrivateFile.create(file, content);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          "%s exists already and is left as it is. Edit it, or name another with --config."
              .formatted(file));
    }
  }

  private static Path schemaFile(Path config) {
    return config.resolveSibling("config.schema.json");
  }
}
