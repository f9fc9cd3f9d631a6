package io.nanobot.host.plugin;

import io.nanobot.host.workspace.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
  synchronized Path copy(Path jar) throws PluginRefused {
    Path incoming = null;
    try {
      incoming = OwnerOnly.createFile(folder().path().resolve("incoming"));
      String digest = write(jar, incoming);
      return Files.move(incoming, freePlace(digest, jar.getFileName()));
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
      return new PluginRefused(
          "it can not be read (" + e.getClass().getSimpleName() + ")",
          "give the user of the gateway the right to read it");
    }
    return new PluginRefused(
        "it could not be copied to the staging folder %s, from where it is loaded (%s: %s)"
            .formatted(root, e.getClass().getSimpleName(), e.getMessage()),
        "let the user of the gateway write to that folder, or free some space on its disk");
  }

  private static String write(Path jar, Path copy) throws IOException {
    MessageDigest sha256 = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(jar), sha256);
        var out = Files.newOutputStream(copy)) {
      in.transferTo(out);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
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
