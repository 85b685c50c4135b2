package dev.pointsman.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestCertificate;
import dev.pointsman.router.TestRouter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An upstream whose certificate nobody vouches for gets neither prompt nor key.
class UpstreamTlsTest {

  @TempDir Path folder;

  @Test
  void chat_upstreamWithAnUnknownCertificate_isNotSent() throws Exception {
    TestCertificate unknown = TestCertificate.make(folder, "unknown");
    AtomicInteger asked = new AtomicInteger();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(unknown.serving()));
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          byte[] answer =
              ScriptedUpstream.completion("m", "ok", 1, 1).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    String config =
        """
        providers:
          far: { base_url: "https://localhost:%d/v1", api_key: k }
        models:
          - { id: m, provider: far, price: { input: 1, output: 1 } }
        routes:
          auto: { arms: [m] }
        """
            .formatted(server.getAddress().getPort());
    try (TestRouter router = TestRouter.of(config)) {
      assertThat(router.chat("m", "").statusCode()).isEqualTo(502);
    } finally {
      server.stop(0);
    }
    assertThat(asked.get()).isZero();
  }
}
