package dev.pointsman.router.http;

import static dev.pointsman.router.ScriptedUpstream.DONE;
import static dev.pointsman.router.ScriptedUpstream.completion;
import static dev.pointsman.router.ScriptedUpstream.json;
import static dev.pointsman.router.ScriptedUpstream.piece;
import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What becomes of requests when upstreams fail, against a real server on loopback.
class ResilienceTest {

  private static final String OPEN = "auth: { mode: none }\n";
  private static final String STRICT =
      OPEN + "health: { window: 4, least_calls: 2, failure_share: 0.5, rest_ms: 300 }\n";

  @Test
  void breaker_onlyDeploymentFails_restsAndIsTriedAgain() {
    try (var router = new TestRouter(STRICT)) {
      router.upstream.answer("cheap-1", 500, "{}");
      router.chat("cheap", "");
      router.upstream.forget();

      HttpResponse<String> resting = router.chat("cheap", "");

      assertThat(resting.statusCode()).isEqualTo(502);
      assertThat(header(resting, "retry-after")).isEqualTo("1");
      assertThat(tree(resting).path("error").path("message").asText()).contains("rests");
      assertThat(router.upstream.bodies).isEmpty();

      router.upstream.answer("cheap-1", 200, completion("m", "back", 1, 1));
      await().untilAsserted(() -> assertThat(router.chat("cheap", "").statusCode()).isEqualTo(200));
    }
  }

  @Test
  void breaker_armRests_isLeftOutOfTheDrawWithItsReason() {
    try (var router = new TestRouter(STRICT)) {
      router.upstream.answer("dear-1", 503, "{}");
      router.chat("dear", "");

      for (int i = 0; i < 20; i++) {
        JsonNode route =
            tree(router.post("/v1/route", "{\"model\":\"auto\"," + TestRouter.MESSAGES + "}"));
        if (route.path("eligible").size() == 1) {
          assertThat(route.path("probabilities").path("cheap").asDouble()).isEqualTo(1);
          assertThat(route.path("reasons").toString())
              .contains("dear is left out: it rests after failures (health)");
          return;
        }
      }
      throw new AssertionError("the arm never rested");
    }
  }

  @Test
  void failure_ofTheDrawnArm_changesHealthAndNeverItsQuality() {
    try (var router = new TestRouter(OPEN)) {
      JsonNode before = predicted(router);
      router.upstream.answer("dear-1", 500, "{}");
      router.upstream.answer("cheap-1", 500, "{}");
      for (int i = 0; i < 5; i++) {
        router.chat("auto", "");
      }

      JsonNode after = predicted(router);

      assertThat(after.path("dear").path("quality")).isEqualTo(before.path("dear").path("quality"));
      assertThat(after.path("cheap").path("quality"))
          .isEqualTo(before.path("cheap").path("quality"));
    }
  }

  @Test
  void retryAfter_ofTheOnlyDeployment_isHonoured() {
    try (var router = new TestRouter(OPEN)) {
      List<Long> calls = new CopyOnWriteArrayList<>();
      router.upstream.script(
          "cheap-1",
          (request, response) -> {
            calls.add(System.nanoTime());
            if (calls.size() == 1) {
              json(response.putHeader("retry-after-ms", "400"), 429, "{}");
            } else {
              json(response, 200, completion("m", "ok", 1, 1));
            }
          });

      HttpResponse<String> answer = router.chat("cheap", "");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat((calls.get(1) - calls.get(0)) / 1_000_000).isGreaterThanOrEqualTo(400);
    }
  }

  @Test
  void retryAfter_longerThanTheBudget_isNotWaitedFor() {
    try (var router = new TestRouter(OPEN + "limits: { retry_budget_ms: 1000 }\n")) {
      router.upstream.script(
          "cheap-1",
          (request, response) -> json(response.putHeader("retry-after", "30"), 429, "{}"));

      HttpResponse<String> answer = router.chat("cheap", "");
      HttpResponse<String> next = router.chat("cheap", "");

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(Integer.parseInt(header(next, "retry-after"))).isBetween(20, 30);
      assertThat(router.upstream.bodies).hasSize(1);
    }
  }

  @Test
  void promptTooLong_saidByTheModel_movesToAnArmThatFits() {
    try (var router = new TestRouter(OPEN)) {
      router.upstream.answer(
          "cheap-1",
          400,
          "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}");
      HttpResponse<String> answer = null;
      while (answer == null || !header(answer, "x-pointsman-arm").equals("cheap")) {
        answer = router.chat("auto", "");
        assertThat(answer.statusCode()).isEqualTo(200);
      }

      assertThat(header(answer, "x-pointsman-served-by")).isEqualTo("dear");
      // By name there is no other: the client learns why.
      assertThat(router.chat("cheap", "").body()).contains("context_length_exceeded");
    }
  }

  @Test
  void fallback_asksOnlyEligibleArms() {
    try (var router = new TestRouter(OPEN)) {
      router.upstream.answer("cheap-1", 500, "{}");

      HttpResponse<String> answer = router.chat("auto", "\"pointsman\":{\"deny\":[\"dear\"]}");

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(router.upstream.bodies)
          .extracting(body -> body.path("model").asText())
          .containsOnly("cheap-1");
    }
  }

  @Test
  void firstToken_neverComes_movesOnAlthoughCommentsDo() {
    try (var router = new TestRouter(OPEN + "limits: { first_token_timeout_ms: 300 }\n")) {
      router.upstream.script(
          "dear-1",
          (request, response) ->
              response
                  .setChunked(true)
                  .putHeader("content-type", "text/event-stream")
                  .write(": processing\n\n"));
      router.upstream.stream("cheap-1", piece("m", "1"), DONE);

      HttpResponse<String> answer = router.chat("auto", "\"stream\":true");

      assertThat(answer.body()).isEqualTo(piece("m", "1") + DONE);
    }
  }

  @Test
  void firstEvent_isAnError_movesOn() {
    try (var router = new TestRouter(OPEN)) {
      router.upstream.stream("dear-1", "data: {\"error\":{\"message\":\"overloaded\"}}\n\n");
      router.upstream.stream("cheap-1", piece("m", "1"), DONE);

      HttpResponse<String> answer = router.chat("auto", "\"stream\":true");

      assertThat(answer.body()).isEqualTo(piece("m", "1") + DONE);
    }
  }

  @Test
  void total_passesWhileStreaming_endsTheAnswer() {
    try (var router = new TestRouter(OPEN + "limits: { total_timeout_ms: 400 }\n")) {
      router.upstream.stream(
          "cheap-1",
          IntStream.range(0, 2_000).mapToObj(i -> piece("m", "x")).toArray(String[]::new));

      HttpResponse<String> answer = router.chat("cheap", "\"stream\":true");

      assertThat(answer.body()).contains("upstream_timeout").doesNotContain("[DONE]");
      JsonNode outcome = router.decision(header(answer, "x-pointsman-decision")).path("outcome");
      assertThat(outcome.path("status").asText()).isEqualTo("timeout");
      await().untilAsserted(() -> assertThat(router.upstream.closedEarly.get()).isEqualTo(1));
    }
  }

  @Test
  void total_passesBeforeAnAnswer_is504() {
    try (var router = new TestRouter(OPEN + "limits: { total_timeout_ms: 300 }\n")) {
      router.upstream.script("cheap-1", (request, response) -> {});

      assertThat(router.chat("cheap", "").statusCode()).isEqualTo(504);
    }
  }

  @Test
  void requests_moreThanAllowed_areToldToComeBack() {
    try (var router = new TestRouter(OPEN + "limits: { concurrent_requests: 2 }\n");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
      router.upstream.script("cheap-1", (request, response) -> held.add(response));
      List<CompletableFuture<HttpResponse<String>>> two =
          List.of(
              CompletableFuture.supplyAsync(() -> router.chat("cheap", ""), threads),
              CompletableFuture.supplyAsync(() -> router.chat("cheap", ""), threads));
      await().untilAsserted(() -> assertThat(held).hasSize(2));

      HttpResponse<String> third = router.chat("cheap", "");

      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(header(third, "retry-after")).isEqualTo("1");
      assertThat(tree(third).path("error").path("code").asText()).isEqualTo("too_many_requests");
      held.forEach(response -> json(response, 200, completion("m", "ok", 1, 1)));
      two.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(200));
      router.upstream.answer("cheap-1", 200, completion("m", "ok", 1, 1));
      await().untilAsserted(() -> assertThat(router.chat("cheap", "").statusCode()).isEqualTo(200));
    }
  }

  @Test
  void deployments_ofOneModel_shareByWeightAndStandInForEachOther() {
    String config =
        """
        providers:
          up: { base_url: UPSTREAM/v1 }
        models:
          - { id: m, provider: up, model: a, weight: 3, price: { input: 1, output: 1 },
              deployments: [{ provider: up, model: b }] }
        routes: { auto: { arms: [m] } }
        """;
    try (var router = TestRouter.of(config)) {
      for (int i = 0; i < 40; i++) {
        router.chat("m", "");
      }
      Map<String, Long> calls =
          router.upstream.bodies.stream()
              .collect(Collectors.groupingBy(b -> b.path("model").asText(), Collectors.counting()));
      assertThat(calls).containsExactlyInAnyOrderEntriesOf(Map.of("a", 30L, "b", 10L));

      router.upstream.answer("a", 500, "{}");
      for (int i = 0; i < 10; i++) {
        assertThat(router.chat("m", "").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void deployment_busy_leavesTheNextCallToTheIdleOne() {
    String config =
        """
        providers:
          up: { base_url: UPSTREAM/v1 }
        models:
          - { id: m, provider: up, model: a, price: { input: 1, output: 1 },
              deployments: [{ provider: up, model: b }] }
        routes: { auto: { arms: [m] } }
        """;
    try (var router = TestRouter.of(config);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
      router.upstream.script("a", (request, response) -> held.add(response));
      CompletableFuture<HttpResponse<String>> slow =
          CompletableFuture.supplyAsync(() -> router.chat("m", ""), threads);
      await().untilAsserted(() -> assertThat(held).hasSize(1));

      for (int i = 0; i < 5; i++) {
        assertThat(router.chat("m", "").statusCode()).isEqualTo(200);
      }

      assertThat(held).hasSize(1);
      json(held.getFirst(), 200, completion("m", "ok", 1, 1));
      assertThat(slow.join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void close_whileStreaming_letsTheAnswerFinish() {
    try (var router = new TestRouter(OPEN);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
      router.upstream.script(
          "cheap-1",
          (request, response) -> {
            response.setChunked(true).putHeader("content-type", "text/event-stream");
            response.write(piece("m", "1"));
            held.add(response);
          });
      CompletableFuture<HttpResponse<String>> streaming =
          CompletableFuture.supplyAsync(() -> router.chat("cheap", "\"stream\":true"), threads);
      await().untilAsserted(() -> assertThat(held).hasSize(1));

      CompletableFuture<Void> closing = CompletableFuture.runAsync(router::closeService, threads);
      await().untilAsserted(() -> assertThat(router.accepts()).isFalse());
      held.getFirst().write(piece("m", "2"));
      held.getFirst().end(DONE);

      assertThat(streaming.join().body()).isEqualTo(piece("m", "1") + piece("m", "2") + DONE);
      closing.join();
    }
  }

  private static JsonNode predicted(TestRouter router) {
    return tree(router.post("/v1/route", "{\"model\":\"auto\"," + TestRouter.MESSAGES + "}"))
        .path("predicted");
  }
}
