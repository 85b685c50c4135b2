package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

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
              - { name: poor, key: poor-secret, budget: org/poor }
              - { name: boss, key: boss-secret, roles: [admin] }
            values:
              projects: { contracts: 4, small-talk: 0.5 }
              tiers:
                pro: { value: 2, teams: [law], users: [dean] }
            quality_floors:
              tiers: { pro: 0.8 }
              projects: { moon: 0.999 }
              languages: { de: 0.8 }
            budgets:
              org: { cap_usd: 1000 }
              org/poor: { cap_usd: 0 }
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
  void floor_ofALanguage_holdsForPromptsInIt() {
    JsonNode german = tree(asked("chat", "Wie hoch ist der Turm und wann wurde er gebaut?"));
    JsonNode english = tree(asked("chat", "How high is the tower, and who is the owner of it?"));

    assertThat(german.path("eligible").toString()).isEqualTo("[\"dear\"]");
    assertThat(german.path("reasons").toString()).contains("quality_floors");
    assertThat(english.path("eligible")).hasSize(2);
  }

  @Test
  void fairness_byLanguage_countsAnswersAndDenials() {
    for (String key : new String[] {"chat", "poor"}) {
      router.post(
          "/v1/chat/completions",
          question("Bonjour, quelle est la taille de la tour et qui est le propri\u00e9taire ?"),
          "authorization",
          "Bearer " + key + "-secret");
    }

    await()
        .untilAsserted(
            () -> {
              JsonNode french = language("fr");
              assertThat(french.path("requests").asInt()).isEqualTo(1);
              assertThat(french.path("denied").path("mean").asDouble()).isEqualTo(0.5);
              assertThat(french.path("denied").path("hi").asDouble()).isGreaterThan(0.9);
            });
  }

  private static JsonNode language(String name) {
    JsonNode all =
        tree(router.get("/v1/fairness?by=language", "authorization", "Bearer boss-secret"));
    for (JsonNode segment : all.path("segments")) {
      if (segment.path("segment").asText().equals(name)) {
        return segment;
      }
    }
    throw new AssertionError("no language " + name + " in " + all);
  }

  private static HttpResponse<String> asked(String key, String prompt) {
    return router.post("/v1/route", question(prompt), "authorization", "Bearer " + key + "-secret");
  }

  private static String question(String prompt) {
    return "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}";
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
