package dev.pointsman.router.live;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.AlertHook;
import dev.pointsman.router.AlertHook.Call;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A model behind the gateway gets worse: through HTTP alone, as an operator would see it.
class ArmAlarmsTest {

  private static final String CONFIG =
      """
      providers:
        up: { base_url: "UPSTREAM/v1" }
      models:
        - { id: fine, provider: up, model: fine-1, context: 8000, price: { input: 1, output: 2 } }
        - { id: fair, provider: up, model: fair-1, context: 8000, price: { input: 1, output: 2 } }
      routes:
        auto: { arms: [fine, fair], objective: { lambda: 0 } }
      alerts: { every_s: 1, HOOK }
      """;

  private final Random random = new Random(5);

  @Test
  void qualityDrop_isAMetricAMarkAndAnAlertThatIsSent_andTheArmIsTriedOn() {
    try (AlertHook hook = new AlertHook();
        TestRouter router = TestRouter.of(CONFIG.replace("HOOK", hook.config()))) {
      assertThat(router.get("/metrics").body()).contains(alarms("fine", 0));
      live(router, 400, Map.of("fine", .95, "fair", .6));
      assertThat(router.get("/metrics").body()).contains(alarms("fine", 0));

      int rounds = 0;
      while (tree(router.get("/dashboard/state?route=auto")).path("alarms").isEmpty()) {
        assertThat(rounds++).as("tens of rounds without an alarm").isLessThan(30);
        live(router, 10, Map.of("fine", .2, "fair", .6));
      }

      JsonNode alarm = tree(router.get("/dashboard/state?route=auto")).path("alarms").path(0);
      assertThat(alarm.path("arm").asText()).isEqualTo("fine");
      assertThat(alarm.path("t").asLong()).isPositive();
      assertThat(router.get("/metrics").body())
          .doesNotContain(alarms("fine", 0))
          .contains(alarms("fair", 0));
      await().atMost(Duration.ofSeconds(20)).until(() -> hook.calls().size() == 2);
      assertThat(hook.calls()).as("again, as the first was refused").allMatch(Call::isSigned);
      assertThat(hook.calls().getLast().body())
          .isEqualTo(hook.calls().getFirst().body())
          .contains("\"kind\":\"change\",\"route\":\"auto\",\"arm\":\"fine\"");
      assertThat(tree(router.get("/admin/v1/alerts")).path("alerts")).hasSize(1);
      assertThat(live(router, 200, Map.of("fine", .2, "fair", .6)).getOrDefault("fine", 0))
          .isPositive();
    }
  }

  private static String alarms(String arm, int count) {
    return "pointsman_arm_alarms_total{arm=\"" + arm + "\",route=\"auto\"} " + count + ".0";
  }

  /// Asks and checks each answer, right by its arm's chance, until all is learnt; gives how often
  /// each arm answered.
  private Map<String, Integer> live(TestRouter router, int requests, Map<String, Double> chances) {
    Map<String, Integer> drawn = new HashMap<>();
    String last = "";
    for (int i = 0; i < requests; i++) {
      HttpResponse<String> chat =
          router.chat("auto", "\"pointsman\":{\"session\":\"s" + random.nextLong() + "\"}");
      assertThat(chat.statusCode()).as(chat.body()).isEqualTo(200);
      last = header(chat, "x-pointsman-decision");
      String arm = header(chat, "x-pointsman-arm");
      drawn.merge(arm, 1, Integer::sum);
      boolean isRight = random.nextDouble() < chances.getOrDefault(arm, 0.0);
      HttpResponse<String> heard =
          router.post(
              "/v1/feedback",
              "{\"decision_id\":\"%s\",\"metric\":\"check\",\"value\":%s}"
                  .formatted(last, isRight));
      assertThat(heard.statusCode()).isEqualTo(202);
    }
    String id = last;
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              JsonNode newest = tree(router.get("/dashboard/state?route=auto")).path("decisions");
              return newest.path(0).path("id").asText().equals(id)
                  && newest.path(0).path("reward").isNumber();
            });
    return drawn;
  }
}
