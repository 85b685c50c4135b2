package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import dev.pointsman.router.config.ConfigProblem;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ValuesTest {

  private static TestRouter router;

  @BeforeAll
  static void start() {
    router =
        new TestRouter(
            """
            keys:
              - { name: legal, key: legal-secret, budget: org/law, project: contracts }
              - { name: chat, key: chat-secret }
              - { name: boss, key: boss-secret, roles: [admin] }
            values:
              projects: { contracts: 4, small-talk: 0.5 }
              tiers:
                pro: { value: 2, teams: [law], users: [dean] }
            quality_floors:
              tiers: { pro: 0.8 }
              projects: { moon: 0.999 }
            """);
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  private static JsonNode decision(String key, String pointsman) {
    HttpResponse<String> answer =
        router.chat(
            "auto", "\"pointsman\":" + pointsman, "authorization", "Bearer " + key + "-secret");
    assertThat(answer.statusCode()).isEqualTo(200);
    return tree(
        router.get(
            "/v1/decisions/" + header(answer, "x-pointsman-decision"),
            "authorization",
            "Bearer boss-secret"));
  }

  @Test
  void value_projectTierAndRequest_multiply() {
    assertThat(decision("legal", "{\"value\":1.5}").path("value").asDouble())
        .isCloseTo(12, within(1e-12));
    assertThat(decision("chat", "{\"project\":\"small-talk\"}").path("value").asDouble())
        .isEqualTo(0.5);
    assertThat(decision("chat", "{\"user\":\"dean\"}").path("value").asDouble()).isEqualTo(2);
    assertThat(decision("chat", "{}").path("value").asDouble()).isEqualTo(1);
  }

  @Test
  void floor_leavesOutArmsExpectedToDoWorse() {
    for (int i = 0; i < 8; i++) {
      JsonNode decision = decision("legal", "{}");
      assertThat(decision.path("arm").asText()).isEqualTo("dear");
      assertThat(decision.path("eligible")).hasSize(1);
      assertThat(decision.path("reasons").toString()).contains("quality_floors");
    }
  }

  @Test
  void floor_noArmReachesIt_theBestAnswers() {
    JsonNode decision = decision("chat", "{\"project\":\"moon\"}");

    assertThat(decision.path("arm").asText()).isEqualTo("dear");
    assertThat(decision("chat", "{}").path("eligible")).hasSize(2);
  }

  @Test
  void fairness_byTier_hasIntervals() {
    decision("legal", "{}");
    decision("chat", "{}");

    HttpResponse<String> refused =
        router.get("/v1/fairness", "authorization", "Bearer chat-secret");
    JsonNode tiers = tree(router.get("/v1/fairness", "authorization", "Bearer boss-secret"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(tiers.path("segments").findValuesAsText("segment")).containsExactly("", "pro");
    JsonNode pro = tiers.path("segments").get(1);
    assertThat(pro.path("cost_usd").path("lo").asDouble())
        .isLessThanOrEqualTo(pro.path("cost_usd").path("mean").asDouble());
    assertThat(pro.path("denied").path("hi").asDouble()).isBetween(0.05, 1.0);
    assertThat(pro.path("quality").isNull()).isTrue();
  }

  @Test
  void config_floorOfAnUnknownTier_isRefused() {
    assertThatThrownBy(
            () -> new TestRouter("auth: { mode: none }\nquality_floors: { tiers: { por: 0.5 } }"))
        .isInstanceOf(ConfigProblem.class)
        .hasMessageContaining("no tier `por`");
  }
}
