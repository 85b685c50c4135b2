package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/// A budget that drains: the mix of arms bends towards the cheap one before anybody is refused.
class DegradeTest {

  private static final String KEYS =
      """
      keys:
        - { name: admin, key: admin-secret, roles: [admin] }
        - { name: app, key: app-secret-1, budget: org }
      budgets: { org: { cap_usd: 0.02, window: total, soft: 0.5 } }
      """;

  @Test
  void chat_budgetDrains_lambdaRisesAndCheaperArmsServeLongBeforeTheFirstDenial() {
    try (var router = new TestRouter(KEYS)) {
      router.upstream.answer("cheap-1", 200, ScriptedUpstream.completion("cheap-1", "ok", 10, 5));
      router.upstream.answer("dear-1", 200, ScriptedUpstream.completion("dear-1", "ok", 10, 5));
      double usual = 0;
      double raised = 0;
      int dearBefore = 0;
      int before = 0;
      int dearAfter = 0;
      int after = 0;
      HttpResponse<String> answer = chat(router);
      while (answer.statusCode() == 200 && after < 150) {
        boolean degraded = header(answer, "x-pointsman-budget").equals("degraded");
        JsonNode record =
            tree(
                router.get(
                    "/v1/decisions/" + header(answer, "x-pointsman-decision"),
                    "authorization",
                    "Bearer admin-secret"));
        double lambda = record.path("lambda").asDouble();
        boolean isDear = record.path("arm").asText().equals("dear");
        assertThat(record.path("contract").has("degraded")).isEqualTo(degraded);
        if (degraded) {
          after++;
          dearAfter += isDear ? 1 : 0;
          raised = Math.max(raised, lambda);
        } else {
          before++;
          dearBefore += isDear ? 1 : 0;
          usual = lambda;
        }
        answer = chat(router);
      }
      assertThat(usual).isEqualTo(4);
      assertThat(raised).isGreaterThan(10 * usual);
      assertThat(before).isPositive();
      assertThat(after).isGreaterThan(before);
      assertThat((double) dearAfter / after).isLessThan(0.5 * dearBefore / before);
    }
  }

  private static HttpResponse<String> chat(TestRouter router) {
    return router.chat("auto", "\"max_tokens\":20", "authorization", "Bearer app-secret-1");
  }
}
