package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.CONFIGURATION;

import io.nanobot.api.channel.ChannelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** TLS that trusts what the JDK trusts and, for this channel alone, some certificates more. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  static SSLContext sslContext(Optional<Path> pemFile) throws ChannelException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, pemFile.isEmpty() ? null : trust(read(pemFile.get())), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new ChannelException(CONFIGURATION, "TLS can not be set up: " + e.getMessage())
          .causedBy(e);
    }
  }

  private static TrustManager[] trust(Collection<? extends Certificate> more)
      throws GeneralSecurityException, IOException {
    KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
    anchors.load(null, null);
    for (TrustManager jdk : trustManagers(null)) {
      if (jdk instanceof X509TrustManager trustManager) {
        for (X509Certificate issuer : trustManager.getAcceptedIssuers()) {
          add(anchors, issuer);
        }
      }
    }
    for (Certificate certificate : more) {
      add(anchors, certificate);
    }
    return trustManagers(anchors);
  }

  private static void add(KeyStore anchors, Certificate certificate)
      throws GeneralSecurityException {
    anchors.setCertificateEntry("certificate-" + anchors.size(), certificate);
  }

  private static TrustManager[] trustManagers(KeyStore anchors) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    return factory.getTrustManagers();
  }

  private static Collection<? extends Certificate> read(Path file) throws ChannelException {
    try (InputStream in = Files.newInputStream(file)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new CertificateException("no certificate in it");
      }
      return certificates;
    } catch (IOException | CertificateException e) {
      throw new ChannelException(
              CONFIGURATION,
              "trustedCertificates %s can not be read: %s".formatted(file, reason(e)),
              "Name a PEM file: text with -----BEGIN CERTIFICATE----- lines.")
          .causedBy(e);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return e instanceof CertificateException ? "it holds no certificate" : e.getMessage();
  }
}
