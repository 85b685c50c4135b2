package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/// So few requests that each is drawn.
class ReviewsTest {

  private static final String KEYS =
      """
      auth: { mode: keys }
      keys:
        - { name: app, key: app-secret-0123456789, roles: [application] }
        - { name: eyes, key: eyes-secret-0123456789, roles: [viewer] }
        - { name: people, key: people-secret-0123456789, roles: [feedback] }
      """;

  private static final String[] APP = {"authorization", "Bearer app-secret-0123456789"};
  private static final String[] EYES = {"authorization", "Bearer eyes-secret-0123456789"};
  private static final String[] PEOPLE = {"authorization", "Bearer people-secret-0123456789"};

  @Test
  void drawnAnswer_waitsWithItsProbability_untilAPersonGradesIt() {
    try (var router = TestRouter.withRoute("review: { per_week: 50 }")) {
      String id = header(router.chat("auto", ""), "x-pointsman-decision");
      JsonNode review = waiting(router, "auto", 1).get(0);

      assertThat(review.path("decision_id").asText()).isEqualTo(id);
      assertThat(review.path("sampling_probability").asDouble()).isEqualTo(1);
      assertThat(review.path("arm").asText()).isEqualTo(router.decision(id).path("arm").asText());
      assertThat(review.path("question").isNull()).as("no text is kept unasked").isTrue();

      HttpResponse<String> graded = router.post("/v1/reviews/" + id, "{\"value\":0.25}");

      assertThat(graded.statusCode()).isEqualTo(202);
      assertThat(tree(graded).path("status").asText()).isEqualTo("accepted");
      JsonNode decision = router.decision(id);
      assertThat(decision.path("reward").path("value").asDouble()).isEqualTo(0.25);
      assertThat(decision.path("reward").path("weight").asDouble()).isEqualTo(1);
      assertThat(decision.toString()).contains("\"sampling_probability\":\"1.0\"");
      waiting(router, "auto", 0);
    }
  }

  @Test
  void week_isFull_drawsNoMoreThanHalfAsManyAgain() {
    try (var router = TestRouter.withRoute("review: { per_week: 2 }")) {
      for (int i = 0; i < 5; i++) {
        assertThat(router.chat("auto", "").statusCode()).isEqualTo(200);
      }

      JsonNode all = waiting(router, "auto", 3);
      router.post("/v1/reviews/" + all.get(0).path("decision_id").asText(), "{\"value\":true}");
      router.chat("auto", "");

      waiting(router, "auto", 2);
    }
  }

  @Test
  void requestNobodyRouted_isNotDrawn() {
    try (var router = TestRouter.withRoute("review: { per_week: 50 }")) {
      router.chat("cheap", "");
      String id = header(router.chat("auto", ""), "x-pointsman-decision");

      assertThat(waiting(router, "auto", 1).get(0).path("decision_id").asText()).isEqualTo(id);
    }
  }

  @Test
  void grade_ofWhatWasNotDrawnOrOfNoValue_isRefused() {
    try (var router = TestRouter.withRoute("review: { per_week: 1 }")) {
      router.chat("auto", "");
      waiting(router, "auto", 1);
      String second = header(router.chat("auto/quick", ""), "x-pointsman-decision");

      assertThat(router.post("/v1/reviews/" + second, "{\"value\":1}").statusCode()).isEqualTo(404);
      assertThat(router.post("/v1/reviews/x", "{\"value\":1}").statusCode()).isEqualTo(404);
      for (String body : new String[] {"{}", "{\"value\":2}", "{\"value\":\"good\"}"}) {
        assertThat(router.post("/v1/reviews/" + second, body).statusCode()).isEqualTo(400);
      }
    }
  }

  @Test
  void keptTexts_areSeenByThoseWhoGradeAlone() {
    try (var router =
        TestRouter.withRouteAndMore("review: { per_week: 9, keep_texts: true }", KEYS)) {
      String id = header(router.chat("auto", "", APP), "x-pointsman-decision");
      await()
          .untilAsserted(
              () ->
                  assertThat(reviews(router, "auto", PEOPLE).findValuesAsText("decision_id"))
                      .contains(id));

      JsonNode seen = reviews(router, "auto", PEOPLE).get(0);
      assertThat(seen.path("question").asText()).contains("What is 17 * 23?");
      assertThat(seen.path("answer").asText()).isNotBlank();
      assertThat(reviews(router, "auto", EYES).get(0).path("question").isNull()).isTrue();
      String path = "/v1/reviews/" + id;
      assertThat(router.post(path, "{\"value\":1}", EYES).statusCode()).isEqualTo(403);
      assertThat(router.get("/v1/reviews", APP).statusCode()).isEqualTo(403);
      assertThat(router.post(path, "{\"value\":1}", PEOPLE).statusCode()).isEqualTo(202);
    }
  }

  private static JsonNode waiting(TestRouter router, String route, int many) {
    await().untilAsserted(() -> assertThat(reviews(router, route)).hasSize(many));
    return reviews(router, route);
  }

  private static JsonNode reviews(TestRouter router, String route, String... headers) {
    return tree(router.get("/v1/reviews?route=" + route, headers)).path("reviews");
  }
}
