package io.nanobot.dingtalk.simulator.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificate that the simulator shows, and the files by which a client can trust exactly it.
 *
 * @param tls speaks with the private key
 * @param pem the certificate alone
 * @param trustStore a PKCS12 store with the certificate alone; its password is {@link #PASSWORD}
 */
public record ServerCertificate(SSLContext tls, Path pem, Path trustStore) {
  /**
   * Guards nothing: the folder is private, and some JDK code refuses a store without a password.
   */
  public static final String PASSWORD = "changeit";

  private static final String ALIAS = "simulator";
  private static final String NAMES =
      "SAN=dns:localhost,ip:127.0.0.1,dns:api.dingtalk.com,dns:oapi.dingtalk.com,"
          + "dns:wss-open-connection.dingtalk.com";

  /** Takes the certificate that an earlier run left in the folder, or makes one. */
  public static ServerCertificate in(Path folder) throws IOException {
    Path keys = folder.resolve("simulator.p12");
    try {
      if (!usable(keys)) {
        Files.deleteIfExists(keys);
        generate(keys);
        ownerOnly(keys);
      }
      KeyStore store = load(keys);
      X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
      return new ServerCertificate(
          context(store),
          writePem(certificate, folder.resolve("simulator.pem")),
          writeTrustStore(certificate, folder.resolve("simulator-trust.p12")));
    } catch (GeneralSecurityException e) {
      throw new IOException("the simulator's certificate can not be made in " + folder, e);
    }
  }

  private static boolean usable(Path keys) {
    if (!Files.exists(keys)) {
      return false;
    }
    try {
      X509Certificate found = (X509Certificate) load(keys).getCertificate(ALIAS);
      found.checkValidity(Date.from(Instant.now().plusSeconds(86_400)));
      return true;
    } catch (IOException | GeneralSecurityException | NullPointerException broken) {
      return false;
    }
  }

  private static void generate(Path keys) throws IOException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    ProcessBuilder command =
        new ProcessBuilder(
            List.of(
                keytool,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=DingTalk simulator",
                "-ext",
                NAMES,
                "-validity",
                "825",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD));
    command.redirectErrorStream(true);
    Process process = command.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("keytool made no certificate: " + said);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool made the certificate", e);
    }
  }

  private static void ownerOnly(Path keys) throws IOException {
    if (Files.getFileStore(keys).supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static KeyStore load(Path keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static SSLContext context(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    return context;
  }

  private static Path writePem(X509Certificate certificate, Path file)
      throws IOException, GeneralSecurityException {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return Files.writeString(
        file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
  }

  private static Path writeTrustStore(X509Certificate certificate, Path file)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(ALIAS, certificate);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
