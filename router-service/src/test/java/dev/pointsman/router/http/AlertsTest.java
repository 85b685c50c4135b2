package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.AlertHook;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlertsTest {

  @Test
  void threshold_isSentSignedUntilTaken_andListed() {
    try (AlertHook hook = new AlertHook();
        TestRouter router = new TestRouter(config(hook))) {
      router.chat("auto", "");

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(alerts(router).path(0).path("delivered").asBoolean()).isTrue());

      assertThat(hook.calls()).hasSize(2).allMatch(AlertHook.Call::isSigned);
      assertThat(hook.calls().getLast().body())
          .isEqualTo(hook.calls().getFirst().body())
          .contains("\"rule\":\"small\"");
      assertThat(alerts(router)).hasSize(1);
      assertThat(router.get("/metrics").body())
          .contains("pointsman_alerts_total{kind=\"threshold\",rule=\"small\"} 1.0")
          .doesNotContain(hook.secret());
    }
  }

  private static String config(AlertHook hook) {
    return """
    auth: { mode: none }
    alerts:
      every_s: 1
      %s
      rules:
        - { name: small, usd: 0.000001, at: [1], route: auto }
        - { name: never, usd: 1000, at: [1] }
    """
        .formatted(hook.config());
  }

  @Test
  void budget_sharesOfItsCaps_areToldOncePerWindow() {
    String config =
        """
        keys:
          - { name: boss, key: boss-secret-of-the-file, roles: [admin] }
          - { name: app, key: app-secret-of-the-file, budget: org/team }
        budgets:
          org: { cap_usd: 1000 }
          org/team: [{ cap_usd: 0.0004, window: month }, { cap_usd: 1, window: day }]
        alerts:
          every_s: 1
          rules:
            - { name: team, budget: org/team, at: [0.1, 0.5] }
            - { name: gone, budget: org/nobody, at: [0.1] }
        """;
    try (TestRouter router = new TestRouter(config)) {
      String[] boss = {"authorization", "Bearer boss-secret-of-the-file"};
      ScriptedUpstream upstream = router.upstream;
      upstream.answer("dear-1", 200, ScriptedUpstream.completion("dear-1", "ok", 10, 5));
      HttpResponse<String> answer =
          router.chat("dear", "\"max_tokens\":5", "authorization", "Bearer app-secret-of-the-file");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !tree(router.get("/admin/v1/alerts", boss)).path("alerts").isEmpty());

      JsonNode all = tree(router.get("/admin/v1/alerts", boss)).path("alerts");
      assertThat(all).hasSize(1);
      assertThat(all.get(0).path("id").asText()).startsWith("team:threshold:0.5@org/team:month:");
      assertThat(all.get(0).path("spent_usd").decimalValue()).isEqualByComparingTo("0.0002");
      assertThat(all.get(0).path("limit_usd").decimalValue()).isEqualByComparingTo("0.0004");
    }
  }

  private static JsonNode alerts(TestRouter router) {
    return tree(router.get("/admin/v1/alerts")).path("alerts");
  }
}
