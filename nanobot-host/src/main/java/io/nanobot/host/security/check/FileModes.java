package io.nanobot.host.security.check;

import io.nanobot.host.config.StoreConfig;
import io.nanobot.host.store.jdbc.Stores;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Files that other users of the machine can read or change. */
final class FileModes implements Check {
  private static final Set<PosixFilePermission> BEYOND_OWNER =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  /** What a file is, and whether reading it is for its owner alone. */
  private record Kept(Path path, String name, boolean secret) {}

  @Override
  public List<Finding> findings(Subject subject) {
    if (!subject.configFile().getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return List.of(
          new Finding(
              "file-modes-unknown",
              Severity.INFO,
              "This system does not tell who may read and write files, so that was not looked at.",
              subject.configFile().toString(),
              "Look at the rights of the configuration, the workspace and the plugins folders yourself."));
    }
    return Stream.concat(
            own(subject).stream().flatMap(kept -> look(kept).stream()),
            plugins(subject.pluginFolders()))
        .toList();
  }

  /** What is found about plugin folders and their jars. */
  static Stream<Finding> plugins(List<Path> folders) {
    List<Kept> kept = new ArrayList<>();
    for (Path folder : folders) {
      kept.add(new Kept(folder, "The plugins folder", false));
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.{jar,JAR}")) {
        jars.forEach(jar -> kept.add(new Kept(jar, "The plugin", false)));
      } catch (IOException e) {
        // It is not there, or looking at the folder says the rest.
      }
    }
    return kept.stream().flatMap(each -> look(each).stream());
  }

  private static List<Kept> own(Subject subject) {
    List<Kept> kept = new ArrayList<>();
    kept.add(new Kept(subject.configFile(), "The configuration file", true));
    Path folder = subject.configFile().toAbsolutePath().getParent();
    kept.add(new Kept(folder, "The folder of the configuration file", false));
    kept.add(new Kept(subject.lock().file(), "The lock of the plugins", false));
    subject
        .config()
        .files()
        .forEach(file -> kept.add(new Kept(file, "A file that the configuration reads", true)));
    Path workspace = subject.workspace().root();
    kept.add(new Kept(workspace, "The workspace", true));
    if (!isClosed(workspace)) {
      kept.addAll(inside(subject.workspace()));
    }
    subject.config().store().flatMap(StoreConfig::file).ifPresent(file -> kept.addAll(store(file)));
    return kept;
  }

  private static List<Kept> inside(Workspace workspace) {
    List<Kept> kept = new ArrayList<>();
    kept.add(new Kept(workspace.audit(), "The folder of the audit log", true));
    kept.addAll(audit(workspace.audit()));
    for (Path folder : workspace.dataFolders()) {
      kept.add(new Kept(folder, "The folder of what channels or agents keep", true));
    }
    Path store = workspace.storeFile();
    kept.add(new Kept(store.getParent(), "The folder of the message store", true));
    kept.addAll(store(store));
    return kept;
  }

  private static List<Kept> audit(Path folder) {
    List<Kept> kept = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> kept.add(new Kept(file, "A file of the audit log", true)));
    } catch (IOException e) {
      // It is not there, or looking at the folder says the rest.
    }
    return kept;
  }

  private static List<Kept> store(Path file) {
    return Stores.files(file).stream()
        .map(each -> new Kept(each, "The message store", true))
        .toList();
  }

  /** Nobody else gets to what is in such a folder, whatever its own mode is. */
  private static boolean isClosed(Path folder) {
    try {
      return Files.getPosixFilePermissions(folder).stream().noneMatch(BEYOND_OWNER::contains);
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Finding> look(Kept kept) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(kept.path());
      boolean folder = Files.isDirectory(kept.path());
      return judge(kept, mode, folder, folder && isSticky(kept.path()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.of(
          new Finding(
              "file-mode-unknown",
              Severity.WARNING,
              "%s can not be looked at (%s).".formatted(kept.name(), e.getClass().getSimpleName()),
              kept.path().toString(),
              "Run this command as the user of the gateway."));
    }
  }

  private static Optional<Finding> judge(
      Kept kept, Set<PosixFilePermission> mode, boolean folder, boolean sticky) {
    boolean othersWrite = mode.contains(PosixFilePermission.OTHERS_WRITE) && !sticky;
    boolean groupWrite = mode.contains(PosixFilePermission.GROUP_WRITE) && !sticky;
    boolean othersRead =
        mode.contains(PosixFilePermission.OTHERS_READ)
            || (folder && mode.contains(PosixFilePermission.OTHERS_EXECUTE));
    boolean groupRead =
        mode.contains(PosixFilePermission.GROUP_READ)
            || (folder && mode.contains(PosixFilePermission.GROUP_EXECUTE));
    if (othersWrite) {
      return Optional.of(
          finding(
              kept,
              "writable-by-others",
              Severity.CRITICAL,
              "every user of this machine",
              "change"));
    }
    if (kept.secret() && othersRead) {
      return Optional.of(
          finding(
              kept, "readable-by-others", Severity.CRITICAL, "every user of this machine", "read"));
    }
    if (groupWrite) {
      return Optional.of(
          finding(
              kept, "writable-by-group", Severity.WARNING, "every member of its group", "change"));
    }
    if (kept.secret() && groupRead) {
      return Optional.of(
          finding(kept, "readable-by-group", Severity.INFO, "every member of its group", "read"));
    }
    return Optional.empty();
  }

  private static Finding finding(Kept kept, String id, Severity severity, String who, String what) {
    return new Finding(
        id,
        severity,
        "%s: %s can %s it.".formatted(kept.name(), who, what),
        kept.path().toString(),
        "chmod %s \"%s\"".formatted(kept.secret() ? "go-rwx" : "go-w", kept.path()));
  }

  /** As /tmp is: others can add to it, but not replace what is there. */
  private static boolean isSticky(Path folder) throws IOException {
    return ((int) Files.getAttribute(folder, "unix:mode") & 01000) != 0;
  }
}
