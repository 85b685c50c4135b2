package dev.pointsman.router.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestCertificate;
import dev.pointsman.router.TestRouter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An upstream whose certificate nobody vouches for gets neither prompt nor key.
class UpstreamTlsTest {

  @TempDir Path folder;

  private record Asked(int status, int calls) {}

  @Test
  void chat_upstreamWithAnUnknownCertificate_isNotSent() throws IOException {
    TestCertificate unknown = TestCertificate.make(folder, "unknown");

    assertThat(ask(unknown, "")).isEqualTo(new Asked(502, 0));
  }

  @Test
  void chat_upstreamOfAnAuthorityOfOnesOwn_isSent() throws IOException {
    TestCertificate own = TestCertificate.make(folder, "own");

    assertThat(ask(own, ", ca_file: " + own.cert())).isEqualTo(new Asked(200, 1));
  }

  @Test
  void chat_upstreamOfAnotherAuthority_isNotSent() throws IOException {
    TestCertificate own = TestCertificate.make(folder, "own");
    TestCertificate other = TestCertificate.make(folder, "other");

    assertThat(ask(other, ", ca_file: " + own.cert())).isEqualTo(new Asked(502, 0));
  }

  @Test
  void config_caFileWithoutACertificate_isRefused() throws IOException {
    TestCertificate own = TestCertificate.make(folder, "own");
    Path file = Files.writeString(folder.resolve("ca.pem"), "nothing");

    assertThatThrownBy(() -> ask(own, ", ca_file: " + file))
        .hasMessageContaining("providers.far.ca_file: must be a file of certificates in PEM");
  }

  private static Asked ask(TestCertificate certificate, String provider) throws IOException {
    AtomicInteger calls = new AtomicInteger();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.serving()));
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          byte[] answer =
              ScriptedUpstream.completion("m", "ok", 1, 1).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("content-type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    String config =
        """
        providers:
          far: { base_url: "https://localhost:%d/v1", api_key: k%s }
        models:
          - { id: m, provider: far, price: { input: 1, output: 1 } }
        routes:
          auto: { arms: [m] }
        """
            .formatted(server.getAddress().getPort(), provider);
    try (TestRouter router = TestRouter.of(config)) {
      return new Asked(router.chat("m", "").statusCode(), calls.get());
    } finally {
      server.stop(0);
    }
  }
}
