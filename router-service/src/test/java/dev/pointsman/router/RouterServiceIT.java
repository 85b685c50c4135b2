package dev.pointsman.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.config.ConfigSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service over embedded Redis, started twice on one data directory.
class RouterServiceIT {

  @TempDir private Path folder = Path.of(".");

  @Test
  void keys_noneConfigured_makesOneThatLastsOverRestarts() throws Exception {
    String yaml =
        TestRouter.yaml("http://127.0.0.1:9/v1", "")
            .replace("server: { port: 0 }", "server: { port: 0, data_dir: \"" + folder + "\" }");
    ConfigSource config = ConfigSource.of("x", yaml, Map.of("UP", "u"));
    String key;
    try (RouterService service = RouterService.start(config)) {
      key = service.newKey().orElseThrow();
      assertThat(models(service.port(), "wrong")).isEqualTo(401);
      assertThat(models(service.port(), key)).isEqualTo(200);
    }
    try (RouterService again = RouterService.start(config)) {
      assertThat(again.newKey()).isEmpty();
      assertThat(models(again.port(), key)).isEqualTo(200);
    }
  }

  private static int models(int port, String key) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/models"))
            .header("authorization", "Bearer " + key)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).statusCode();
    }
  }
}
