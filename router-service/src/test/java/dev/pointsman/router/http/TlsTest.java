package dev.pointsman.router.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestCertificate;
import dev.pointsman.router.TestRouter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// The server over TLS.
class TlsTest {

  @TempDir Path folder;
  private TestCertificate one;
  private TestCertificate other;
  private TestRouter router;

  @BeforeEach
  void start() throws IOException {
    one = TestCertificate.make(folder, "one");
    other = TestCertificate.make(folder, "other");
    copy(one);
    router = TestRouter.withServer("tls: { cert: \"%s\", key: \"%s\" }".formatted(cert(), key()));
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void http2AndHttp1_plainAndStreamed_areServed() throws Exception {
    router.upstream.stream(
        "cheap-1",
        ScriptedUpstream.piece("m", "1"),
        ScriptedUpstream.piece("m", "2"),
        ScriptedUpstream.DONE);
    for (Version version : Version.values()) {
      try (HttpClient client = client(one, version)) {
        HttpResponse<String> plain = chat(client, "dear", "");
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.version()).isEqualTo(version);
        HttpResponse<String> streamed = chat(client, "cheap", ",\"stream\":true");
        assertThat(streamed.body()).contains("\"1\"", "\"2\"").endsWith(ScriptedUpstream.DONE);
      }
    }
  }

  @Test
  void plainHttp_isNotServed() {
    assertThatThrownBy(() -> router.get("/healthz")).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void tls12_isServed_olderIsNot() throws Exception {
    assertThat(handshake("TLSv1.2")).isEqualTo("TLSv1.2");
    assertThat(handshake("TLSv1.3")).isEqualTo("TLSv1.3");
    assertThatThrownBy(() -> handshake("TLSv1.1")).isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void files_changed_newConnectionsGetTheNewCertificate_aBadOneIsRefused() throws Exception {
    assertThat(shown()).isEqualTo(one.certificate());

    copy(other);
    await().until(() -> shown().equals(other.certificate()));

    Queue<String> said = listen();
    Files.writeString(cert(), "no certificate");
    Files.copy(one.cert(), key(), StandardCopyOption.REPLACE_EXISTING);
    await().until(() -> said.stream().anyMatch(line -> line.contains("certificate stays")));
    assertThat(shown()).isEqualTo(other.certificate());

    copy(one);
    await().until(() -> shown().equals(one.certificate()));
    try (HttpClient client = client(one, Version.HTTP_2)) {
      assertThat(chat(client, "cheap", "").version()).isEqualTo(Version.HTTP_2);
    }
  }

  /// What the router logs from now on.
  private static Queue<String> listen() {
    Queue<String> said = new ConcurrentLinkedQueue<>();
    Logger log = (Logger) LoggerFactory.getLogger("dev.pointsman.router");
    AppenderBase<ILoggingEvent> ear =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            said.add(event.getFormattedMessage());
          }
        };
    ear.setContext(log.getLoggerContext());
    ear.start();
    log.addAppender(ear);
    return said;
  }

  private Path cert() {
    return folder.resolve("server.crt");
  }

  private Path key() {
    return folder.resolve("server.key");
  }

  private void copy(TestCertificate from) throws IOException {
    Files.copy(from.cert(), cert(), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(from.key(), key(), StandardCopyOption.REPLACE_EXISTING);
  }

  private static HttpClient client(TestCertificate trusted, Version version) {
    return HttpClient.newBuilder()
        .sslContext(TestCertificate.trusting(trusted))
        .version(version)
        .build();
  }

  private HttpResponse<String> chat(HttpClient client, String model, String more) throws Exception {
    String body = "{\"model\":\"" + model + "\"," + TestRouter.MESSAGES + more + "}";
    return client.send(
        HttpRequest.newBuilder(
                URI.create("https://localhost:" + router.port() + "/v1/chat/completions"))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private String handshake(String version) throws IOException {
    try (SSLSocket socket = socket(one)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {version});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }

  /// The certificate a new connection is greeted with.
  private Certificate shown() throws IOException {
    try (SSLSocket socket = socket(one, other)) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private SSLSocket socket(TestCertificate... trusted) throws IOException {
    return (SSLSocket)
        TestCertificate.trusting(trusted)
            .getSocketFactory()
            .createSocket("localhost", router.port());
  }
}
