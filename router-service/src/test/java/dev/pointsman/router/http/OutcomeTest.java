package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.MESSAGES;
import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The router as the brain of another gateway: it decides, somebody else calls and reports. `dear`
/// costs 10, 20 and 5 micro-USD a token of input, output and cached input.
class OutcomeTest {

  private static final String APP = "Bearer app-secret";
  private static TestRouter router;

  @BeforeAll
  static void start() {
    router =
        new TestRouter(
            """
            keys:
              - { name: app, key: app-secret }
              - { name: other, key: other-secret }
              - { name: boss, key: boss-secret, roles: [admin] }
            """);
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void outcome_isBilledFromTokens_cachedOnesAtTheirPrice() {
    String id = routed("dear");

    HttpResponse<String> answer =
        report(
            id,
            "\"status\":\"ok\",\"input_tokens\":100,\"output_tokens\":10,"
                + "\"cached_tokens\":40,\"latency_ms\":812.4",
            APP);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(tree(answer).path("decision_id").asText()).isEqualTo(id);
    JsonNode outcome = outcome(id);
    assertThat(outcome.path("cost_micro_usd").asLong()).isEqualTo(60 * 10 + 40 * 5 + 10 * 20);
    assertThat(outcome.path("served_by").asText()).isEqualTo("dear");
    assertThat(outcome.path("tokens").path("cached").asInt()).isEqualTo(40);
    assertThat(outcome.path("latency_ms").asLong()).isEqualTo(812);
    assertThat(outcome.path("estimated").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"error, 0, 0", "timeout, 0, 0", "cancelled, 10, 120", "OK, 10, 120"})
  void status_isKept_andAFailureWithoutTokensIsFree(String status, int output, long cost) {
    String id = routed("cheap");
    int input = cost == 0 ? 0 : 100;

    report(
        id,
        "\"status\":\"%s\",\"input_tokens\":%d,\"output_tokens\":%d"
            .formatted(status, input, output),
        APP);

    assertThat(outcome(id).path("status").asText()).isEqualToIgnoringCase(status);
    assertThat(outcome(id).path("cost_micro_usd").asLong()).isEqualTo(cost);
    assertThat(outcome(id).path("latency_ms").asLong()).isEqualTo(-1);
  }

  @Test
  void sameReportAgain_isAnsweredAlikeAndCountedOnce_anotherIsA409() {
    String id = routed("cheap");
    String fields = "\"status\":\"ok\",\"input_tokens\":100,\"output_tokens\":10";
    double before = spent();
    HttpResponse<String> first = report(id, fields, APP);
    outcome(id);

    HttpResponse<String> again = report(id, fields, APP);
    HttpResponse<String> other = report(id, fields.replace("10", "11"), APP);

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(outcome(id).path("cost_micro_usd").asLong()).isEqualTo(120);
    assertThat(spent() - before).isCloseTo(120e-6, within(1e-9));
  }

  /// What it reports reaches the policy, as an answer of the router's own does.
  @Test
  void feedbackAndOutcome_afterRoute_teachTheArm() {
    String id = routed("auto");
    report(id, "\"status\":\"ok\",\"input_tokens\":100,\"output_tokens\":10", APP);

    router.post(
        "/v1/feedback",
        "{\"decision_id\":\"" + id + "\",\"metric\":\"check\",\"value\":true}",
        "authorization",
        APP);

    await()
        .untilAsserted(
            () -> {
              JsonNode decision = decision(id);
              assertThat(decision.path("reward").path("value").asDouble()).isEqualTo(1);
              assertThat(decision(routed("auto")).path("policy_version"))
                  .isNotEqualTo(decision.path("policy_version"));
            });
  }

  @Test
  void anothersDecisionOrNone_is404_anAdminMay() {
    String id = routed("cheap");
    String fields = "\"status\":\"ok\",\"input_tokens\":1,\"output_tokens\":1";

    assertThat(report(id, fields, "Bearer other-secret").statusCode()).isEqualTo(404);
    assertThat(report("0198c0de-0000-7000-8000-000000000000", fields, APP).statusCode())
        .isEqualTo(404);
    assertThat(report("x", fields, APP).statusCode()).isEqualTo(404);
    assertThat(report(id, fields, "Bearer nobody").statusCode()).isEqualTo(401);
    assertThat(decision(id).path("outcome").isNull()).isTrue();
    assertThat(report(id, fields, "Bearer boss-secret").statusCode()).isEqualTo(202);
  }

  /// Else a client could declare its own answers free.
  @Test
  void decisionWhoseCallTheRouterMade_isA409() {
    String id = header(router.chat("cheap", "", "authorization", APP), "x-pointsman-decision");

    HttpResponse<String> answer = report(id, "\"status\":\"ok\"", APP);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(tree(answer).path("error").path("code").asText()).isEqualTo("outcome_not_yours");
    assertThat(outcome(id).path("cost_micro_usd").asLong()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"input_tokens\":1",
        "\"status\":\"fine\"",
        "\"status\":\"ok\",\"input_tokens\":-1",
        "\"status\":\"ok\",\"input_tokens\":\"1\"",
        "\"status\":\"ok\",\"input_tokens\":1,\"cached_tokens\":2",
        "\"status\":\"ok\",\"cached_token\":2",
        "\"status\":\"ok\",\"latency_ms\":-5"
      })
  void malformed_isA400(String fields) {
    assertThat(report(routed("cheap"), fields, APP).statusCode()).isEqualTo(400);
  }

  private static String routed(String model) {
    HttpResponse<String> answer =
        router.post(
            "/v1/route", "{\"model\":\"" + model + "\"," + MESSAGES + "}", "authorization", APP);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return tree(answer).path("decision_id").asText();
  }

  private static HttpResponse<String> report(String id, String fields, String key) {
    return router.post(
        "/v1/outcome", "{\"decision_id\":\"" + id + "\"," + fields + "}", "authorization", key);
  }

  private static JsonNode outcome(String id) {
    return await().until(() -> decision(id).path("outcome"), outcome -> !outcome.isNull());
  }

  private static JsonNode decision(String id) {
    return tree(router.get("/v1/decisions/" + id, "authorization", APP));
  }

  /// As the metrics count it, USD.
  private static double spent() {
    return router
        .get("/metrics", "authorization", "Bearer boss-secret")
        .body()
        .lines()
        .filter(line -> line.startsWith("pointsman_cost_usd_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
