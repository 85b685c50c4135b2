package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
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
      List<JsonNode> usual = new ArrayList<>();
      List<JsonNode> degraded = new ArrayList<>();
      HttpResponse<String> answer = chat(router);
      while (answer.statusCode() == 200 && degraded.size() < 150) {
        boolean isDegraded = header(answer, "x-pointsman-budget").equals("degraded");
        JsonNode record = record(router, answer);
        assertThat(record.path("contract").has("degraded")).isEqualTo(isDegraded);
        (isDegraded ? degraded : usual).add(record);
        answer = chat(router);
      }
      assertThat(usual).allMatch(record -> record.path("lambda").asDouble() == 4);
      assertThat(degraded).anyMatch(record -> record.path("lambda").asDouble() > 40);
      assertThat(degraded).hasSizeGreaterThan(usual.size());
      List<JsonNode> last = degraded.subList(2 * degraded.size() / 3, degraded.size());
      assertThat(dear(last)).isLessThan(0.5 * dear(usual));
    }
  }

  /// Two projects on one budget, whose answers are worth 4 and 0.5: when money runs short, what is
  /// worth less gives way first.
  @Test
  void chat_valuesDiffer_theLeastWorthDegradesFirst() {
    String config =
        """
        keys:
          - { name: admin, key: admin-secret, roles: [admin] }
          - { name: law, key: law-secret-1, budget: org, project: contracts }
          - { name: talk, key: talk-secret-1, budget: org, project: small-talk }
        values: { projects: { contracts: 4, small-talk: 0.5 } }
        budgets: { org: { cap_usd: 0.03, window: total, soft: 0.5 } }
        """;
    try (var router = new TestRouter(config)) {
      router.upstream.answer("cheap-1", 200, ScriptedUpstream.completion("cheap-1", "ok", 10, 5));
      router.upstream.answer("dear-1", 200, ScriptedUpstream.completion("dear-1", "ok", 10, 5));
      for (int i = 0; i < 5; i++) {
        // Else the arm that happens to be drawn first may stay the only one whose length is known.
        router.chat("cheap", "\"max_tokens\":20", "authorization", "Bearer admin-secret");
      }
      List<JsonNode> law = new ArrayList<>();
      List<JsonNode> talk = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        boolean isLaw = i % 2 == 0;
        HttpResponse<String> answer = chat(router, isLaw ? "law-secret-1" : "talk-secret-1");
        if (answer.statusCode() != 200) {
          break;
        }
        if (header(answer, "x-pointsman-budget").equals("degraded")) {
          (isLaw ? law : talk).add(record(router, answer));
        }
      }

      assertThat(law).hasSizeGreaterThan(20).allMatch(r -> r.path("value").asDouble() == 4);
      assertThat(talk).hasSizeGreaterThan(20).allMatch(r -> r.path("value").asDouble() == 0.5);
      assertThat(dear(talk)).isLessThan(0.6 * dear(law));
    }
  }

  private static double dear(List<JsonNode> records) {
    return records.stream().filter(record -> record.path("arm").asText().equals("dear")).count()
        / (double) records.size();
  }

  private static JsonNode record(TestRouter router, HttpResponse<String> answer) {
    String id = header(answer, "x-pointsman-decision");
    return tree(router.get("/v1/decisions/" + id, "authorization", "Bearer admin-secret"));
  }

  private static HttpResponse<String> chat(TestRouter router) {
    return chat(router, "app-secret-1");
  }

  private static HttpResponse<String> chat(TestRouter router, String secret) {
    return router.chat("auto", "\"max_tokens\":20", "authorization", "Bearer " + secret);
  }
}
