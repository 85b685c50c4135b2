package dev.pointsman.router.http;

import static dev.pointsman.router.ScriptedUpstream.completion;
import static dev.pointsman.router.ScriptedUpstream.json;
import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How much a key may ask and a model be asked: requests and tokens a minute, and at once.
class RateLimitsTest {

  private static final String CONFIG =
      """
      providers: { up: { base_url: UPSTREAM/v1 } }
      models:
        - { id: free, provider: up, model: free-1, quality_prior: 0.1, price: { input: 1, output: 1 } }
        - { id: thrice, provider: up, model: thrice-1, quality_prior: 0.9, price: { input: 1, output: 1 },
            limits: { requests_per_minute: 3 } }
        - { id: pair, provider: up, model: pair-1, quality_prior: 0.9, price: { input: 1, output: 1 },
            limits: { concurrent: 2 } }
        - { id: slow, provider: up, model: slow-1, price: { input: 1, output: 1 },
            limits: { tokens_per_minute: 1000 } }
      routes:
        auto: { arms: [free, thrice], learner: mean }
        two: { arms: [free, pair], learner: mean }
      keys:
        - { name: open, key: open-secret }
        - { name: rpm, key: rpm-secret-1, limits: { requests_per_minute: 4 } }
        - { name: tpm, key: tpm-secret-1, limits: { tokens_per_minute: 500 } }
        - { name: one, key: one-secret-1, limits: { concurrent: 1 } }
      budget: { least_output_tokens: 10, token_safety: 1, patience_ms: 200 }
      """;

  private final TestRouter router = TestRouter.of(CONFIG);

  @BeforeEach
  void script() {
    for (String model : new String[] {"free-1", "thrice-1", "pair-1", "slow-1"}) {
      router.upstream.answer(model, 200, completion(model, "ok", 10, 40));
    }
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void key_requestsOfAMinute_thenA429WithOpenAisHeaders() {
    for (int i = 3; i >= 0; i--) {
      HttpResponse<String> answer = chat("rpm-secret-1", "free", 50);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo("" + i);
    }

    HttpResponse<String> fifth = chat("rpm-secret-1", "free", 50);

    assertThat(fifth.statusCode()).isEqualTo(429);
    assertThat(tree(fifth).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
    assertThat(fifth.body()).contains("key `rpm` had its 4 requests of a minute");
    assertThat(header(fifth, "retry-after")).isEqualTo("1");
    assertThat(chat("open-secret", "free", 50).statusCode()).isEqualTo(200);
  }

  /// Counted is what answers took, not what they might have taken.
  @Test
  void key_tokensOfAMinute_areThoseThatWereUsed() {
    int served = 0;
    while (chat("tpm-secret-1", "free", 100).statusCode() == 200) {
      served++;
    }

    // 50 each; the last may take what is left, but not below 10 of output.
    assertThat(served).isBetween(8, 10);
  }

  @Test
  void key_oneAtOnce() {
    Queue<HttpServerResponse> held = holdAnswers("free-1");
    CompletableFuture<HttpResponse<String>> first = later("one-secret-1", "free");
    await().until(() -> held.size() == 1);

    HttpResponse<String> second = chat("one-secret-1", "free", 50);
    json(held.remove(), 200, completion("free-1", "ok", 10, 40));

    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.body()).contains("1 requests under way");
    assertThat(first.join().statusCode()).isEqualTo(200);
    await()
        .until(
            () -> {
              script();
              return chat("one-secret-1", "free", 50).statusCode() == 200;
            });
  }

  /// A model that had its requests is left out, and the record says why.
  @Test
  void model_requestsOfAMinute_thenOthersAnswer() {
    List<JsonNode> records = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      HttpResponse<String> answer = chat("open-secret", "auto", 50);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      records.add(record(answer));
    }

    List<JsonNode> thrice =
        records.stream().filter(r -> r.path("arm").asText().equals("thrice")).toList();
    JsonNode last = records.getLast();
    assertThat(thrice).hasSize(3);
    assertThat(last.path("eligible").toString()).isEqualTo("[\"free\"]");
    assertThat(last.path("propensity").asDouble()).isEqualTo(1);
    assertThat(last.path("reasons").toString())
        .contains("thrice is left out: it is asked as much as its limits allow (limits)");
    HttpResponse<String> named = chat("open-secret", "thrice", 50);
    assertThat(named.statusCode()).isEqualTo(429);
    assertThat(tree(named).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
  }

  @Test
  void model_manyAtOnce_neverMoreThanItsLimit() {
    Queue<HttpServerResponse> held = holdAnswers("pair-1");
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(later("open-secret", "auto/two"));
    }
    await().until(() -> all.stream().filter(CompletableFuture::isDone).count() == 38);

    assertThat(held).hasSize(2);
    held.forEach(response -> json(response, 200, completion("pair-1", "ok", 10, 40)));
    assertThat(all).allSatisfy(a -> assertThat(a.join().statusCode()).isEqualTo(200));
  }

  @Test
  void model_tokensOfAMinute() {
    int served = 0;
    while (chat("open-secret", "slow", 100).statusCode() == 200) {
      served++;
    }

    assertThat(served).isBetween(16, 20);
  }

  private Queue<HttpServerResponse> holdAnswers(String model) {
    Queue<HttpServerResponse> held = new ConcurrentLinkedQueue<>();
    router.upstream.script(model, (body, response) -> held.add(response));
    return held;
  }

  private CompletableFuture<HttpResponse<String>> later(String secret, String model) {
    return CompletableFuture.supplyAsync(
        () -> chat(secret, model, 50), task -> Thread.ofVirtual().start(task));
  }

  private HttpResponse<String> chat(String secret, String model, int tokens) {
    return router.post(
        "/v1/chat/completions",
        "{\"model\":\"%s\",\"max_tokens\":%d,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}"
            .formatted(model, tokens),
        "authorization",
        "Bearer " + secret);
  }

  private JsonNode record(HttpResponse<String> answer) {
    String id = header(answer, "x-pointsman-decision");
    return tree(router.get("/v1/decisions/" + id, "authorization", "Bearer open-secret"));
  }
}
