package dev.pointsman.router.http;

import static dev.pointsman.router.ScriptedUpstream.completion;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/// What users of other gateways complain of, by number of docs/complaints.md; those that no other
/// suite answers.
class ComplaintsTest {

  private static final String OPEN = "auth: { mode: none }\n";

  /// 19: a lone deployment was asked three times a request through a whole outage.
  @Test
  void outageOfTheOnlyDeployment_isFoundOutOnceAndThenAnsweredAtOnce() {
    try (var router =
        new TestRouter(OPEN + "health: { window: 10, least_calls: 3, rest_ms: 60000 }")) {
      router.upstream.answer("cheap-1", 500, "{}");
      for (int i = 0; i < 20; i++) {
        assertThat(router.chat("cheap", "").statusCode()).isEqualTo(502);
      }

      assertThat(router.upstream.bodies).hasSize(3);
    }
  }

  /// 20: only a request's first attempt counted, so a deployment that was asked second was never
  /// left alone.
  @Test
  void failureOfALaterAttempt_countsToo() {
    String config =
        """
        providers: { up: { base_url: UPSTREAM/v1 } }
        models:
          - { id: m, provider: up, model: first, weight: 1000, price: { input: 1, output: 1 },
              deployments: [{ provider: up, model: second, weight: 0.001 }] }
        routes: { auto: { arms: [m] } }
        health: { window: 10, least_calls: 3, rest_ms: 60000 }
        limits: { retry_budget_ms: 90 }
        """;
    try (var router = TestRouter.of(config)) {
      router.upstream.answer("first", 500, "{}");
      router.upstream.answer("second", 500, "{}");
      for (int i = 0; i < 10; i++) {
        router.chat("m", "");
      }

      assertThat(asked(router, "second")).isEqualTo(3);
      assertThat(asked(router, "first")).isEqualTo(3);
    }
  }

  /// 20: the window over which failures count was built in.
  @Test
  void windowAndRest_areTheConfigurations() {
    try (var router = new TestRouter(OPEN + "health: { window: 8, least_calls: 8, rest_ms: 50 }")) {
      router.upstream.answer("cheap-1", 500, "{}");
      while (router.upstream.bodies.size() < 8) {
        router.chat("cheap", "");
      }
      assertThat(tree(router.chat("cheap", "")).path("error").path("message").asText())
          .contains("rests after failures");

      router.upstream.answer("cheap-1", 200, completion("m", "back", 1, 1));
      await().until(() -> router.chat("cheap", "").statusCode() == 200);
    }
  }

  /// 22: one bad cell of what was learnt was a 500 on every request.
  @Test
  void feedbackThatIsNoNumber_neverReachesWhatIsLearnt() {
    try (var router = new TestRouter(OPEN)) {
      String id =
          router.chat("auto", "").headers().firstValue("x-pointsman-decision").orElseThrow();
      for (String value : new String[] {"NaN", "1e999", "-0.1", "\"1\"", "null", "[1]"}) {
        String body =
            "{\"decision_id\":\"" + id + "\",\"metric\":\"rating\",\"value\":" + value + "}";

        assertThat(router.post("/v1/feedback", body).statusCode()).as(value).isEqualTo(400);
      }

      assertThat(router.chat("auto", "").statusCode()).isEqualTo(200);
      assertThat(router.decision(id).path("feedback")).isEmpty();
    }
  }

  /// 23: default thresholds made one tier all but unreachable, and the example never began to
  /// learn.
  @Test
  void everyArm_isReachableFromTheFirstRequest() {
    try (var router = new TestRouter(OPEN)) {
      for (String prompt :
          new String[] {
            "Hi", "Prove that the square root of 2 is irrational.", "GPQA ".repeat(99)
          }) {
        HttpResponse<String> answer =
            router.post(
                "/v1/route",
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\""
                    + prompt
                    + "\"}]}");
        JsonNode probabilities = tree(answer).path("probabilities");

        assertThat(probabilities).hasSize(2);
        assertThat(probabilities)
            .allSatisfy(p -> assertThat(p.asDouble()).as(prompt).isGreaterThan(0.001));
      }
    }
  }

  private static long asked(TestRouter router, String model) {
    return router.upstream.bodies.stream()
        .filter(body -> body.path("model").asText().equals(model))
        .count();
  }
}
