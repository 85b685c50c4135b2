package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ForgetTest {

  @Test
  void forget_removesHerDecisionsFeedbackAndReviews_andNobodyElses() {
    try (var router = TestRouter.withRoute("review: { per_week: 50, keep_texts: true }")) {
      String hers = ask(router, "ann");
      String his = ask(router, "bob");
      rate(router, hers);
      rate(router, his);
      await().untilAsserted(() -> assertThat(reviews(router)).hasSize(2));

      HttpResponse<String> forgot = router.post("/admin/v1/forget", "{\"principal\":\"ann\"}");

      assertThat(forgot.statusCode()).isEqualTo(200);
      assertThat(tree(forgot).path("decisions").asInt()).isEqualTo(1);
      assertThat(tree(forgot).path("feedback").asInt()).isEqualTo(1);
      assertThat(tree(forgot).path("voices").asInt()).isEqualTo(1);
      assertThat(router.get("/v1/decisions/" + hers).statusCode()).isEqualTo(404);
      assertThat(router.decision(his).path("feedback")).hasSize(1);
      assertThat(reviews(router).findValuesAsText("decision_id")).containsExactly(his);
    }
  }

  @Test
  void forget_withoutAName_orWithoutTheRole_isRefused() {
    try (var router =
        new TestRouter(
            """
            auth: { mode: keys }
            keys:
              - { name: eyes, key: eyes-secret-0123456789, roles: [viewer] }
              - { name: root, key: root-secret-0123456789, roles: [admin] }
            """)) {
      String[] viewer = {"authorization", "Bearer eyes-secret-0123456789"};
      String[] admin = {"authorization", "Bearer root-secret-0123456789"};
      String body = "{\"principal\":\"ann\"}";

      assertThat(router.post("/admin/v1/forget", body, viewer).statusCode()).isEqualTo(403);
      assertThat(router.post("/admin/v1/forget", "{}", admin).statusCode()).isEqualTo(400);
      assertThat(router.post("/admin/v1/forget", body, admin).statusCode()).isEqualTo(200);
    }
  }

  private static String ask(TestRouter router, String user) {
    String fields = "\"pointsman\":{\"user\":\"" + user + "\"}";
    return header(router.chat("auto", fields), "x-pointsman-decision");
  }

  private static void rate(TestRouter router, String id) {
    String body = "{\"decision_id\":\"" + id + "\",\"metric\":\"thumb\",\"value\":true}";
    assertThat(router.post("/v1/feedback", body).statusCode()).isEqualTo(202);
  }

  private static JsonNode reviews(TestRouter router) {
    return tree(router.get("/v1/reviews")).path("reviews");
  }
}
