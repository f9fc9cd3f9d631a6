package io.nanobot.host.plugin;

import io.nanobot.host.workspace.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where jars are loaded from: a private copy of each, under its digest, in a folder of this process
 * alone. A jar that is overwritten while its classes are loaded breaks them; its copy is never
 * overwritten. The folder comes into being with the first copy.
 */
final class PluginStage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginStage.class);

  private final Path root;
  private StageFolder folder;

  PluginStage(Path root) {
    this.root = root;
  }

  /**
   * Copies a jar.
   *
   * @return the copy
   */
  synchronized StagedJar copy(Path jar) throws PluginRefused {
    Path incoming = null;
    try {
      incoming = OwnerOnly.createFile(folder().path().resolve("incoming"));
      Sha256 digest = write(jar, incoming);
      Path copy = Files.move(incoming, freePlace(digest.hex(), jar.getFileName()));
      return new StagedJar(copy, digest);
    } catch (IOException e) {
      discard(incoming);
      throw unusable(jar, e);
    }
  }

  /** Deletes a copy. A copy that is still open somewhere goes with the folder, at the latest. */
  synchronized void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
      if (isEmpty(copy.getParent())) {
        Files.deleteIfExists(copy.getParent());
      }
    } catch (IOException e) {
      LOG.debug("could not delete {}", copy, e);
    }
  }

  @Override
  public synchronized void close() {
    if (folder != null) {
      folder.close();
      folder = null;
    }
  }

  private StageFolder folder() throws IOException {
    if (folder == null) {
      folder = StageFolder.open(root);
    }
    return folder;
  }

  /** The same jar may be in two folders; each has a copy of its own. */
  private Path freePlace(String digest, Path fileName) throws IOException {
    Path home = folder().path().resolve(digest);
    for (int i = 2; Files.exists(home.resolve(fileName)); i++) {
      home = folder().path().resolve(digest + '-' + i);
    }
    return OwnerOnly.createDirectories(home).resolve(fileName);
  }

  private PluginRefused unusable(Path jar, IOException e) {
    if (!Files.isReadable(jar)) {
      Finding finding = unreadable(e);
      return new PluginRefused(finding.reason(), finding.fix());
    }
    return new PluginRefused(
        "it could not be copied to the staging folder %s, from where it is loaded (%s: %s)"
            .formatted(root, e.getClass().getSimpleName(), e.getMessage()),
        "let the user of the gateway write to that folder, or free some space on its disk");
  }

  /** What is told of a jar that can not be read. */
  static Finding unreadable(IOException e) {
    return new Finding(
        "it can not be read (" + e.getClass().getSimpleName() + ")",
        "give the user of the gateway the right to read it");
  }

  private static Sha256 write(Path jar, Path copy) throws IOException {
    try (OutputStream out = Files.newOutputStream(copy)) {
      return Sha256.copy(jar, out);
    }
  }

  private static void discard(Path incoming) {
    try {
      if (incoming != null) {
        Files.deleteIfExists(incoming);
      }
    } catch (IOException e) {
      LOG.debug("could not delete {}", incoming, e);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    } catch (NoSuchFileException e) {
      return false;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
