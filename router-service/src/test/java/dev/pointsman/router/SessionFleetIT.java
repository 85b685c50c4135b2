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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one session may take, of two routers on one Redis together. A token costs a micro-USD, an
/// answer has 15.
class SessionFleetIT {

  private static final String CONFIG =
      """
      server: { port: 0, data_dir: "DATA" }
      redis: { url: "REDIS" }
      providers: { up: { base_url: UPSTREAM/v1 } }
      models: [{ id: m, provider: up, model: m-1, price: { input: 1, output: 1 } }]
      routes: { auto: { arms: [m] } }
      keys:
        - { name: open, key: open-secret-1 }
        - { name: calls, key: calls-secret, session: { calls: 3 } }
        - { name: spend, key: spend-secret, session: { usd: 0.000100 } }
        - { name: rate, key: rate-secret-1, session: { calls_per_minute: 2 } }
      budget: { least_output_tokens: 5, token_safety: 1, patience_ms: 300 }
      limits: { session_cost_warning: 5, session_cost_stop: 9, session_cost_least_usd: 0.00006 }
      """;

  @TempDir private static Path folder = Path.of(".");
  private static final ScriptedUpstream UPSTREAM = new ScriptedUpstream();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static RedisConnection redis;
  private static RouterService one;
  private static RouterService other;

  @BeforeAll
  static void start() throws IOException {
    redis = RedisConnection.open(RedisConnection.EMBEDDED, folder);
    UPSTREAM.answer("m-1", 200, ScriptedUpstream.completion("m-1", "ok", 10, 5));
    one = router();
    other = router();
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    redis.close();
    UPSTREAM.close();
    CLIENT.close();
  }

  @Test
  void calls_ofBothRouters_areOneSessions() {
    assertThat(status(one, "calls-secret", "s")).isEqualTo(200);
    assertThat(status(one, "calls-secret", "s")).isEqualTo(200);
    assertThat(status(other, "calls-secret", "s")).isEqualTo(200);

    assertThat(status(other, "calls-secret", "s")).isEqualTo(429);
    assertThat(status(one, "calls-secret", "s")).isEqualTo(429);
    assertThat(status(other, "calls-secret", "t")).isEqualTo(200);
  }

  @Test
  void money_spentThroughBothAtOnce_isNoMoreThanOneSessions() {
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      RouterService router = i % 2 == 0 ? one : other;
      all.add(CompletableFuture.supplyAsync(() -> status(router, "spend-secret", "s")));
    }

    // An answer may cost 24 and costs 15: six make 90, and a seventh does not fit.
    assertThat(all.stream().map(CompletableFuture::join).filter(s -> s == 200))
        .hasSizeBetween(5, 6);
  }

  @Test
  void rate_ofBothRouters_isOneSessions() {
    assertThat(status(one, "rate-secret-1", "s")).isEqualTo(200);
    assertThat(status(other, "rate-secret-1", "s")).isEqualTo(200);

    assertThat(status(one, "rate-secret-1", "s")).isEqualTo(429);
    assertThat(status(other, "rate-secret-1", "s")).isEqualTo(429);
  }

  /// Twelve peers on each, too few alone; the agent is served by one only until it is stopped.
  @Test
  void farAboveItsPeers_onOneRouter_isStoppedOnTheOther() {
    for (int i = 0; i < 24; i++) {
      assertThat(status(i % 2 == 0 ? one : other, "open-secret-1", "peer-" + i)).isEqualTo(200);
    }
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> status(one, "open-secret-1", "agent") == 429);

    await().until(() -> status(other, "open-secret-1", "agent") == 429);
    assertThat(status(other, "open-secret-1", "peer-0")).isEqualTo(200);
  }

  private static RouterService router() throws IOException {
    Path own = Files.createTempDirectory(folder, "router");
    String yaml =
        CONFIG
            .replace("DATA", own.toString())
            .replace("REDIS", RedisAddress.of(folder))
            .replace("UPSTREAM", UPSTREAM.baseUrl());
    return RouterService.start(ConfigSource.of("x", yaml, Map.of()));
  }

  private static int status(RouterService router, String secret, String session) {
    String body =
        """
        {"model":"m","max_tokens":5,"messages":[{"role":"user","content":"a"}],
         "pointsman":{"session":"%s"}}
        """
            .formatted(session);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + router.port() + "/v1/chat/completions"))
            .header("authorization", "Bearer " + secret)
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<Void> answer = CLIENT.sendAsync(request, BodyHandlers.discarding()).join();
    return answer.statusCode();
  }
}
