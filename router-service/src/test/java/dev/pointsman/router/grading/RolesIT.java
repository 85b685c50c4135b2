package dev.pointsman.router.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.Duty;
import dev.pointsman.router.RedisAddress;
import dev.pointsman.router.RouterService;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.config.ConfigSource;
import dev.pointsman.router.openai.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A router and a collector on one Redis.
class RolesIT {

  private static final String QUESTION = "sapphire orchid question";
  private static final String ANSWER = "vermilion heron answer";

  @TempDir private Path folder = Path.of(".");
  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private final ScriptedJudge judge = new ScriptedJudge();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    upstream.close();
    client.close();
  }

  @Test
  void paper_ofARouter_crossesRedisSealedAndIsGradedByTheCollector() throws Exception {
    for (String model : List.of("cheap-1", "dear-1")) {
      upstream.answer(model, 200, ScriptedUpstream.completion(model, ANSWER, 10, 5));
    }
    judge.replyBy(upstream, asked -> asked.grade(8));
    try (RouterService router = RouterService.start(config("one", "embedded"), Duty.ROUTER)) {
      String id = chat(router);
      await().until(() -> metrics(router).contains("what=\"offered\"} 1.0"));
      await().during(Duration.ofMillis(600)).until(judge.asked::isEmpty);
      assertThat(onDisk()).contains("pm:{auto}:paper:" + id);

      String redis = RedisAddress.of(folder.resolve("one"));
      try (RouterService collector = RouterService.start(config("two", redis), Duty.COLLECTOR)) {
        await().untilAsserted(() -> assertThat(grades(router, id)).hasSize(1));
        assertThat(grades(router, id).get(0).path("value").asDouble()).isEqualTo(0.8);
        assertThat(judge.asked.getFirst().user()).contains(QUESTION).contains(ANSWER);
        for (String open : List.of("/healthz", "/readyz", "/metrics")) {
          assertThat(get(collector, open).statusCode()).isEqualTo(200);
        }
        for (String closed : List.of("/v1/models", "/v1/frontier", "/", "/dashboard/state")) {
          assertThat(get(collector, closed).statusCode()).isEqualTo(404);
        }
      }
      assertThat(onDisk()).doesNotContain(QUESTION).doesNotContain(ANSWER);
    }
  }

  private ConfigSource config(String data, String redis) {
    String yaml =
        "server: { port: 0, data_dir: \"%s\" }\nredis: { url: \"%s\" }\nauth: { mode: none }\n"
                .formatted(folder.resolve(data), redis)
            + ScriptedJudge.config("judge: { model: j, sample: 1 }")
                .replace("UPSTREAM", "http://127.0.0.1:" + upstream.port());
    return ConfigSource.of(data + ".yaml", yaml, Map.of());
  }

  /// All that Redis wrote, which is every command it was sent.
  private String onDisk() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("one/redis"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private String chat(RouterService router) throws Exception {
    String body =
        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"" + QUESTION + "\"}]}";
    HttpRequest request =
        HttpRequest.newBuilder(uri(router, "/v1/chat/completions"))
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.headers().firstValue("x-pointsman-decision").orElseThrow();
  }

  private JsonNode grades(RouterService router, String id) throws Exception {
    return Json.read(get(router, "/v1/decisions/" + id).body()).orElseThrow().path("grades");
  }

  private String metrics(RouterService router) throws Exception {
    return get(router, "/metrics").body();
  }

  private HttpResponse<String> get(RouterService service, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(service, path)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static URI uri(RouterService service, String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }
}
