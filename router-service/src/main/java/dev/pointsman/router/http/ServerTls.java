package dev.pointsman.router.http;

import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.RouterConfig.Tls;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Set;

/// The server's certificate and key as they are in their files now: PEM, the certificate with its
/// chain. TLS 1.2 at least. Equal when the files say the same.
public record ServerTls(Buffer cert, Buffer key) {

  private static final Set<String> VERSIONS = Set.of("TLSv1.3", "TLSv1.2");

  /// Throws {@link ConfigProblem} when a file cannot be read or holds none.
  public static ServerTls read(Tls files) {
    ServerTls read = new ServerTls(read("cert", files.cert()), read("key", files.key()));
    try {
      boolean isEmpty =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(read.cert.getBytes()))
              .isEmpty();
      if (isEmpty) {
        throw new CertificateException();
      }
    } catch (CertificateException e) {
      throw new ConfigProblem("server.tls.cert: " + files.cert() + " holds no certificate in PEM");
    }
    if (!read.key.toString().contains("PRIVATE KEY-----")) {
      throw new ConfigProblem("server.tls.key: " + files.key() + " holds no private key in PEM");
    }
    return read;
  }

  /// HTTP/2 where the client can.
  void secure(HttpServerOptions options) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(pem())
        .setEnabledSecureTransportProtocols(VERSIONS);
  }

  ServerSSLOptions options() {
    return new ServerSSLOptions()
        .setUseAlpn(true)
        .setKeyCertOptions(pem())
        .setEnabledSecureTransportProtocols(VERSIONS);
  }

  private PemKeyCertOptions pem() {
    return new PemKeyCertOptions().addCertValue(cert).addKeyValue(key);
  }

  private static Buffer read(String which, Path file) {
    try {
      return Buffer.buffer(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ConfigProblem(
          "server.tls." + which + ": " + file + " cannot be read; check name and permissions");
    }
  }

  @Override
  public String toString() {
    return "ServerTls";
  }
}
