package dev.pointsman.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.router.config.ConfigSource;
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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two routers on one Redis share their answers, which nobody else can read.
class CacheFleetIT {

  private static final String QUESTION = "what nobody may read";
  private static final String ANSWER = "neither may they read this";

  @TempDir Path folder;
  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private final HttpClient client = HttpClient.newHttpClient();
  private RedisConnection redis;
  private String url = "";

  @BeforeEach
  void start() throws IOException {
    redis = RedisConnection.open(RedisConnection.EMBEDDED, folder);
    url = RedisAddress.of(folder);
    upstream.answer("cheap-1", 200, ScriptedUpstream.completion("cheap-1", ANSWER, 10, 5));
    upstream.answer("cheap-2", 200, ScriptedUpstream.completion("cheap-2", "other", 10, 5));
  }

  @AfterEach
  void stop() {
    redis.close();
    upstream.close();
    client.close();
  }

  @Test
  void answer_keptByOneRouter_isServedByTheOther_andEncryptedBetweenThem() throws Exception {
    try (var one = router("cheap-1");
        var other = router("cheap-1");
        var changed = router("cheap-2")) {
      assertThat(cacheOf(ask(one))).isEqualTo("miss");
      await().until(() -> !keys().isBlank());

      HttpResponse<String> hit = ask(other);
      assertThat(cacheOf(hit)).isEqualTo("hit");
      assertThat(hit.body()).contains(ANSWER);
      assertThat(cacheOf(ask(changed)))
          .as("the arm's id means another model there")
          .isEqualTo("miss");
    }
    assertThat(onDisk()).doesNotContain("nobody may read").doesNotContain("neither may they");
  }

  @Test
  void redisGone_isNoCacheAndNoFailure() throws Exception {
    try (var one = router("cheap-1");
        var other = router("cheap-1")) {
      ask(one);
      await().until(() -> cacheOf(ask(one)).equals("hit"));
      redis.embedded().orElseThrow().close();

      HttpResponse<String> elsewhere = ask(other);

      assertThat(elsewhere.statusCode()).isEqualTo(200);
      assertThat(cacheOf(elsewhere)).isEqualTo("miss");
      assertThat(cacheOf(ask(one))).as("what is here is still here").isEqualTo("hit");
    }
  }

  private RouterService router(String model) throws IOException {
    Path own = Files.createTempDirectory(folder, "router");
    String yaml =
        TestRouter.yaml(upstream.baseUrl(), "auth: { mode: none }\nredis: { url: \"" + url + "\" }")
            .replace("server: { port: 0 }", "server: { port: 0, data_dir: \"" + own + "\" }")
            .replace("model: cheap-1", "model: " + model);
    return RouterService.start(ConfigSource.of("x", yaml, Map.of("UP", "u")));
  }

  private HttpResponse<String> ask(RouterService router) throws Exception {
    String body =
        "{\"model\":\"cheap\",\"messages\":[{\"role\":\"user\",\"content\":\""
            + QUESTION
            + "\"}],\"pointsman\":{\"cache\":\"exact\"}}";
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + router.port() + "/v1/chat/completions"))
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String cacheOf(HttpResponse<String> answer) {
    return TestRouter.header(answer, "x-pointsman-cache");
  }

  private String keys() {
    return String.join(
        " ", redis.commands().keys("pm:{auto}:cache:*").toCompletableFuture().join());
  }

  /// All that Redis wrote, which is all it was told.
  private String onDisk() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
