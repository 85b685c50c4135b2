package dev.pointsman.router.http;

import static dev.pointsman.router.ScriptedUpstream.completion;
import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatCompletionsTest {

  private static TestRouter router;

  @BeforeAll
  static void start() {
    router = new TestRouter();
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @BeforeEach
  void forget() {
    router.upstream.bodies.clear();
    router.upstream.headers.clear();
    router.upstream.answer("cheap-1", 200, completion("cheap-1-x", "391", 100, 10));
    router.upstream.answer("dear-1", 200, completion("dear-1-x", "391", 100, 10));
  }

  @Test
  void plain_concreteModel_relaysBodyUntouchedWithHeadersAndCost() {
    HttpResponse<String> answer = router.chat("dear", "\"temperature\":0.10");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(completion("dear-1-x", "391", 100, 10));
    assertThat(header(answer, "x-pointsman-arm")).isEqualTo("dear");
    assertThat(header(answer, "x-pointsman-served-by")).isEqualTo("dear");
    // 100 x 10 + 10 x 20 micro-USD
    assertThat(header(answer, "x-pointsman-cost-usd")).isEqualTo("0.001200");
    assertThat(header(answer, "x-pointsman-feedback-token")).isNotEmpty();

    JsonNode decision = router.decision(header(answer, "x-pointsman-decision"));
    assertThat(decision.path("routable").asBoolean()).isFalse();
    assertThat(decision.path("propensity").asDouble()).isEqualTo(1);
    assertThat(decision.path("outcome").path("cost_micro_usd").asLong()).isEqualTo(1200);
    assertThat(decision.path("outcome").path("served_by").asText()).isEqualTo("dear");
    assertThat(decision.path("outcome").path("upstream_model").asText()).isEqualTo("dear-1-x");
  }

  @Test
  void plain_unknownFieldsAndTools_reachTheUpstreamAsTheyCame() {
    String tools =
        """
        "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],\
        "top_k":40,"temperature":0.10,"vendor":{"a":[1,2.50]},"reasoning_effort":"high",\
        "pointsman":{"user":"u1"}\
        """;

    router.chat("dear", tools, "x-pointsman-project", "p1");

    JsonNode sent = router.upstream.bodies.getFirst();
    assertThat(sent.toString())
        .contains("\"top_k\":40,\"temperature\":0.10,\"vendor\":{\"a\":[1,2.50]}")
        .contains("\"name\":\"f\"")
        .doesNotContain("pointsman");
    assertThat(sent.path("model").asText()).isEqualTo("dear-1");
    // The arm's own parameter stands over the client's: it is what makes the arm.
    assertThat(sent.path("reasoning_effort").asText()).isEqualTo("low");
    Map<String, String> headers = router.upstream.headers.getFirst();
    assertThat(headers).containsEntry("authorization", "Bearer up-secret");
    assertThat(headers.keySet()).noneMatch(name -> name.startsWith("x-pointsman"));
  }

  @Test
  void plain_auto_drawsAnArmAndRecordsIt() {
    HttpResponse<String> answer =
        router.chat("auto", "\"pointsman\":{\"user\":\"ann\",\"tags\":[\"t\"]}");

    JsonNode decision = router.decision(header(answer, "x-pointsman-decision"));
    assertThat(decision.path("route").asText()).isEqualTo("auto");
    assertThat(decision.path("routable").asBoolean()).isTrue();
    assertThat(decision.path("eligible")).hasSize(2);
    double sum = 0;
    for (JsonNode p : decision.path("probabilities")) {
      sum += p.asDouble();
    }
    assertThat(sum).isEqualTo(1, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(decision.path("propensity").asDouble())
        .isEqualTo(decision.path("probabilities").path(decision.path("arm").asText()).asDouble());
    assertThat(decision.path("contract").path("user").asText()).isEqualTo("ann");
    assertThat(decision.path("reasons")).isNotEmpty();
    assertThat(decision.path("features")).hasSize(2);
    assertThat(decision.path("reward").isNull()).isTrue();
    assertThat(decision.path("feedback").isArray()).isTrue();
    assertThat(decision.path("grades").isArray()).isTrue();
  }

  @Test
  void plain_noUsage_isCountedHere() {
    router.upstream.answer(
        "cheap-1",
        200,
        "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"12345678\"}}]}");

    HttpResponse<String> answer = router.chat("cheap", "");

    assertThat(router.get("/metrics").body())
        .contains("pointsman_estimated_total{arm=\"cheap\",route=\"auto\"}");
    // The question has 8 tokens in a frame of 7 at 1, the answer (123 456 78) 3 at 2.
    assertThat(header(answer, "x-pointsman-cost-usd")).isEqualTo("0.000021");
    JsonNode outcome = router.decision(header(answer, "x-pointsman-decision")).path("outcome");
    assertThat(outcome.path("estimated").asBoolean()).isTrue();
  }

  @Test
  void plain_cachedTokens_areChargedOnceAtTheirPrice() {
    router.upstream.answer(
        "dear-1",
        200,
        """
        {"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":1,
         "prompt_tokens_details":{"cached_tokens":60}}}\
        """);

    HttpResponse<String> answer = router.chat("dear", "");

    // 40 x 10 + 60 x 5 + 1 x 20
    assertThat(header(answer, "x-pointsman-cost-usd")).isEqualTo("0.000720");
  }

  @Test
  void upstream_serverError_fallsBackAndKeepsTheChosenArm() {
    router.upstream.answer("cheap-1", 500, "{\"error\":{\"message\":\"boom\"}}");

    HttpResponse<String> answer = drawn("cheap", "\"pointsman\":{\"value\":1}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "x-pointsman-arm")).isEqualTo("cheap");
    assertThat(header(answer, "x-pointsman-served-by")).isEqualTo("dear");
    JsonNode decision = router.decision(header(answer, "x-pointsman-decision"));
    assertThat(decision.path("arm").asText()).isEqualTo("cheap");
    assertThat(decision.path("outcome").path("served_by").asText()).isEqualTo("dear");
    assertThat(decision.path("propensity").asDouble()).isLessThan(1);
  }

  @Test
  void upstream_tooManyRequestsOfAll_is502() {
    router.upstream.answer("cheap-1", 429, "{}");
    router.upstream.answer("dear-1", 429, "{}");

    HttpResponse<String> answer = router.chat("auto", "");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(tree(answer).path("error").path("type").asText()).isEqualTo("api_error");
    assertThat(router.upstream.bodies).hasSize(3);
    assertThat(header(answer, "x-pointsman-decision")).isNotEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        router
                            .decision(header(answer, "x-pointsman-decision"))
                            .path("outcome")
                            .path("status")
                            .asText())
                    .isEqualTo("error"));
  }

  @Test
  void upstream_otherClientError_passesUnchangedAndIsNotRetried() {
    String body = "{\"error\":{\"message\":\"bad tool up-secret\",\"type\":\"x\"}}";
    router.upstream.answer("cheap-1", 422, body);
    router.upstream.answer("dear-1", 422, body);

    HttpResponse<String> answer = router.chat("auto", "");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo(body.replace("up-secret", "***"));
    assertThat(router.upstream.bodies).hasSize(1);
  }

  @Test
  void upstream_answerThatIsNoJson_movesOn() {
    router.upstream.answer("cheap-1", 200, "<html>");

    HttpResponse<String> answer = router.chat("cheap", "");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(router.upstream.bodies).hasSize(3);
  }

  @Test
  void plain_halfASurrogatePair_passesAsItsEscape() {
    HttpResponse<String> answer = router.chat("cheap", "\"user\":\"a\\ud83dé\"");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(router.upstream.bodies.getFirst().path("user").asText()).isEqualTo("a\ud83dé");
  }

  @Test
  void pageOfAnotherSite_mayNotCallWhereNoKeyIsAsked() {
    assertThat(router.chat("cheap", "", "origin", "http://evil.example").statusCode())
        .isEqualTo(403);
    String own = "http://127.0.0.1:" + router.port();
    assertThat(router.chat("cheap", "", "origin", own).statusCode()).isEqualTo(200);
  }

  /// Asks until the arm was drawn.
  private static HttpResponse<String> drawn(String arm, String fields) {
    for (int i = 0; i < 500; i++) {
      HttpResponse<String> answer = router.chat("auto", fields);
      if (header(answer, "x-pointsman-arm").equals(arm)) {
        return answer;
      }
    }
    throw new AssertionError(arm + " was never drawn in 500 requests");
  }
}
