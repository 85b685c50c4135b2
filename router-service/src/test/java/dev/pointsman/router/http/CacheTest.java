package dev.pointsman.router.http;

import static dev.pointsman.router.ScriptedUpstream.DONE;
import static dev.pointsman.router.ScriptedUpstream.completion;
import static dev.pointsman.router.ScriptedUpstream.piece;
import static dev.pointsman.router.ScriptedUpstream.usage;
import static dev.pointsman.router.TestRouter.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The route `auto` caches unasked, `quick` only what asks for it. Each test asks a question of its
/// own.
class CacheTest {

  private static final String ZERO = "\"temperature\":0";
  private static final String EXACT = "\"pointsman\":{\"cache\":\"exact\"}";
  private static TestRouter router;
  private static int asked;
  private String question = "";

  @BeforeAll
  static void start() {
    router = TestRouter.withRoute("cache: { mode: exact, ttl_s: 600 }");
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @BeforeEach
  void ask() {
    question = "question " + asked++;
    router.upstream.forget();
    for (String model : new String[] {"cheap-1", "dear-1"}) {
      router.upstream.answer(model, 200, completion(model, "391", 10, 5));
    }
  }

  @Test
  void equalRequest_isAHit_freeAndMarkedAndNoChoice() {
    HttpResponse<String> first = chat("auto", ZERO);
    HttpResponse<String> hit = untilHit("auto", ZERO);

    assertThat(header(first, "x-pointsman-cache")).isEqualTo("miss");
    assertThat(hit.body()).isEqualTo(first.body());
    assertThat(header(hit, "x-pointsman-cost-usd")).isEqualTo("0.000000");
    assertThat(header(hit, "x-pointsman-served-by")).isEqualTo(header(first, "x-pointsman-arm"));
    JsonNode decision = settled(hit);
    assertThat(decision.path("routable").asBoolean()).isFalse();
    assertThat(decision.path("propensity").asDouble()).isEqualTo(1);
    assertThat(decision.path("contract").path("cache").asText()).isEqualTo("hit");
    assertThat(decision.path("reasons").toString()).contains("its answer was kept");
    JsonNode outcome = decision.path("outcome");
    assertThat(outcome.path("served_by").asText()).isEqualTo(header(first, "x-pointsman-arm"));
    assertThat(outcome.path("cost_micro_usd").asLong()).isZero();
    assertThat(outcome.path("tokens").path("output").asInt()).isZero();
    assertThat(outcome.path("status").asText()).isEqualTo("ok");
  }

  @Test
  void hit_takesFeedback_whichIsItsArmsQuality() {
    chat("auto", ZERO);
    String id = header(untilHit("auto", ZERO), "x-pointsman-decision");

    HttpResponse<String> thumb =
        router.post(
            "/v1/feedback", "{\"decision_id\":\"" + id + "\",\"metric\":\"thumb\",\"value\":true}");

    assertThat(thumb.statusCode()).isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(router.decision(id).path("reward").path("value").asDouble())
                    .isEqualTo(1));
  }

  /// A hit costs nothing and takes no time: neither says anything of its arm.
  @Test
  void hit_teachesNothingOfCostOrLatency() {
    settled(chat("auto", ZERO));
    settled(untilHit("auto", ZERO));
    String before = settled(untilHit("auto", ZERO)).path("policy_version").asText();

    for (int i = 0; i < 5; i++) {
      assertThat(settled(untilHit("auto", ZERO)).path("policy_version").asText()).isEqualTo(before);
    }
  }

  @Test
  @SuppressWarnings("InlineFormatString") // the two bodies are to be held beside each other
  void equalUpToOrderAndDelivery_isAHit() {
    String body = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],%s}";
    router.post("/v1/chat/completions", body.formatted(question, ZERO + ",\"seed\":1"));
    String turned =
        "{\"seed\":1,\"metadata\":{\"a\":\"b\"},\"temperature\":0,\"messages\":[{\"content\":\"%s\","
            + "\"role\":\"user\"}],\"model\":\"auto/auto\"}";

    await()
        .untilAsserted(
            () ->
                assertThat(
                        header(
                            router.post("/v1/chat/completions", turned.formatted(question)),
                            "x-pointsman-cache"))
                    .isEqualTo("hit"));
    assertThat(cacheOf(chat("auto", ZERO + ",\"seed\":2"))).isEqualTo("miss");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"top_p\":1",
        "\"temperature\":0.1",
        "\"temperature\":0,\"n\":2",
        "\"temperature\":0,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
        "\"temperature\":0,\"web_search_options\":{}",
        "\"temperature\":0,\"pointsman\":{\"cache\":\"off\"}"
      })
  void routesOwnCache_isNotForWhatHasManyAnswers(String fields) {
    assertThat(cacheOf(chat("auto", fields))).isEmpty();
    assertThat(cacheOf(chat("auto", fields))).isEmpty();
    assertThat(router.upstream.bodies).hasSize(2);
  }

  @Test
  void request_asksForTheCache_whateverItsTemperatureAndRoute() {
    String fields = "\"temperature\":1," + EXACT;
    assertThat(cacheOf(chat("auto/quick", "\"temperature\":0"))).isEmpty();
    assertThat(cacheOf(chat("auto/quick", fields))).isEqualTo("miss");

    untilHit("auto/quick", fields);
    HttpResponse<String> byHeader =
        router.post(
            "/v1/chat/completions",
            body("auto/quick", "\"temperature\":1"),
            "x-pointsman-cache",
            "exact");

    assertThat(cacheOf(byHeader)).isEqualTo("hit");
    assertThat(router.upstream.bodies).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"user\":\"ann\"",
        "\"safety_identifier\":\"ann\"",
        "\"pointsman\":{\"user\":\"ann\"}"
      })
  void anotherUser_neverGetsIt(String user) {
    chat("auto", ZERO);
    untilHit("auto", ZERO);

    assertThat(cacheOf(chat("auto", ZERO + "," + user))).isEqualTo("miss");
    untilHit("auto", ZERO + "," + user);
    assertThat(cacheOf(chat("auto", ZERO + "," + user.replace("ann", "bob")))).isEqualTo("miss");
  }

  @Test
  void anotherKey_neverGetsIt() {
    try (var keyed =
        new TestRouter("keys: [{ name: a, key: a-secret-1 }, { name: b, key: b-secret-1 }]")) {
      String[] a = {"authorization", "Bearer a-secret-1"};
      keyed.chat("auto", EXACT, a);
      await().until(() -> cacheOf(keyed.chat("auto", EXACT, a)).equals("hit"));

      assertThat(cacheOf(keyed.chat("auto", EXACT, "authorization", "Bearer b-secret-1")))
          .isEqualTo("miss");
    }
  }

  @Test
  void sharedCache_servesEveryUser() {
    try (var shared = TestRouter.withRoute("cache: { mode: exact, shared: true }")) {
      shared.chat("auto", ZERO + ",\"user\":\"ann\"");

      await().until(() -> cacheOf(shared.chat("auto", ZERO + ",\"user\":\"bob\"")).equals("hit"));
    }
  }

  @Test
  void stream_isReplayedAsAStream_itsCostZero() {
    for (String model : new String[] {"cheap-1", "dear-1"}) {
      router.upstream.stream(
          model,
          piece(model, "3"),
          piece(model, "91"),
          piece(model, "").replace("null", "\"stop\""),
          usage(model, 10, 5),
          DONE);
    }
    String fields = ZERO + ",\"stream\":true";
    HttpResponse<String> first = chat("auto", fields);
    HttpResponse<String> hit = untilHit("auto", fields);

    assertThat(cacheOf(first)).isEqualTo("miss");
    assertThat(header(hit, "content-type")).isEqualTo("text/event-stream");
    assertThat(hit.body()).isEqualTo(first.body()).contains("91").doesNotContain("usage");
    String told = chat("auto", fields + ",\"stream_options\":{\"include_usage\":true}").body();
    assertThat(told).contains("\"cost_usd\":0.000000,\"cache\":\"hit\"").endsWith(DONE);
    assertThat(settled(hit).path("outcome").path("cost_micro_usd").asLong()).isZero();
    assertThat(router.upstream.bodies).hasSize(1);
  }

  /// Whole and streamed answers have places of their own.
  @Test
  void plainAfterStreamed_isAMiss() {
    chat("auto", ZERO);
    untilHit("auto", ZERO);

    assertThat(cacheOf(chat("auto", ZERO + ",\"stream\":true"))).isEqualTo("miss");
  }

  @Test
  void answerOfAnArmTheRequestExcludes_isAMiss() {
    String fields = ZERO + ",\"pointsman\":{\"allow\":[\"cheap\"]}";
    chat("auto", fields);
    untilHit("auto", fields);

    HttpResponse<String> other = chat("auto", ZERO + ",\"pointsman\":{\"deny\":[\"cheap\"]}");

    assertThat(cacheOf(other)).isEqualTo("miss");
    assertThat(header(other, "x-pointsman-served-by")).isEqualTo("dear");
  }

  @Test
  void escalated_neverGetsTheAnswerItComplainsOf() {
    String cheap = ",\"pointsman\":{\"allow\":[\"cheap\"]}";
    chat("auto", ZERO + cheap);
    HttpResponse<String> hit = untilHit("auto", ZERO + cheap);
    String id = header(hit, "x-pointsman-decision");

    HttpResponse<String> again =
        chat("auto", ZERO + ",\"pointsman\":{\"escalate\":\"" + id + "\"}");

    assertThat(header(again, "x-pointsman-served-by")).isEqualTo("dear");
  }

  @ParameterizedTest
  @ValueSource(strings = {"length", "content_filter", "null"})
  void answerThatDidNotEndWell_isNotKept(String end) {
    for (String model : new String[] {"cheap-1", "dear-1"}) {
      String answer = completion(model, "391", 10, 5);
      router.upstream.answer(model, 200, answer.replace("\"stop\"", '"' + end + '"'));
    }

    neverHits(ZERO);
  }

  @Test
  void refusalAndError_areNotKept() {
    for (String model : new String[] {"cheap-1", "dear-1"}) {
      String answer = completion(model, "", 10, 5);
      router.upstream.answer(
          model, 200, answer.replace("\"content\":\"\"", "\"content\":null,\"refusal\":\"no\""));
    }
    neverHits(ZERO);
    for (String model : new String[] {"cheap-1", "dear-1"}) {
      router.upstream.answer(model, 400, "{\"error\":{\"message\":\"no\"}}");
    }
    neverHits(ZERO);
  }

  @Test
  void brokenStream_isNotKept() {
    for (String model : new String[] {"cheap-1", "dear-1"}) {
      router.upstream.stream(model, piece(model, "3"));
    }

    neverHits(ZERO + ",\"stream\":true");
  }

  @Test
  void answerThatIsTooLong_isNotKept() {
    for (String model : new String[] {"cheap-1", "dear-1"}) {
      router.upstream.answer(model, 200, completion(model, "x".repeat(1 << 20), 10, 5));
    }

    neverHits(ZERO);
  }

  @Test
  void answerAfterItsTime_isAMiss() {
    try (var brief = TestRouter.withRoute("cache: { mode: exact, ttl_s: 1 }")) {
      brief.chat("auto", ZERO);
      await().until(() -> cacheOf(brief.chat("auto", ZERO)).equals("hit"));

      await().until(() -> cacheOf(brief.chat("auto", ZERO)).equals("miss"));
    }
  }

  @Test
  void metrics_countHitsMissesAndBytes() {
    chat("auto", ZERO);
    untilHit("auto", ZERO);

    assertThat(router.get("/metrics").body())
        .containsPattern("pointsman_cache_requests_total\\{result=\"hit\",route=\"auto\"} [1-9]")
        .containsPattern("pointsman_cache_requests_total\\{result=\"miss\",route=\"auto\"} [1-9]")
        .containsPattern("pointsman_cache_bytes_total\\{kind=\"served\",route=\"auto\"} [1-9]");
  }

  private void neverHits(String fields) {
    int before = router.upstream.bodies.size();
    for (int i = 0; i < 5; i++) {
      assertThat(cacheOf(chat("auto", fields))).isEqualTo("miss");
    }
    assertThat(router.upstream.bodies).hasSizeGreaterThanOrEqualTo(before + 5);
  }

  /// Answers are kept behind the scenes.
  private HttpResponse<String> untilHit(String model, String fields) {
    return await().until(() -> chat(model, fields), answer -> cacheOf(answer).equals("hit"));
  }

  private HttpResponse<String> chat(String model, String fields) {
    return router.post("/v1/chat/completions", body(model, fields));
  }

  private String body(String model, String fields) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],%s}"
        .formatted(model, question, fields);
  }

  private static String cacheOf(HttpResponse<String> answer) {
    return header(answer, "x-pointsman-cache");
  }

  private static JsonNode settled(HttpResponse<String> answer) {
    String id = header(answer, "x-pointsman-decision");
    return await().until(() -> router.decision(id), decision -> !decision.path("outcome").isNull());
  }
}
