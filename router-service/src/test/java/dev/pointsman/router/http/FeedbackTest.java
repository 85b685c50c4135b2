package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackTest {

  private static final String APP = "Bearer app-secret";
  private static final String OTHER = "Bearer other-secret";
  private static final String HEARS = "Bearer hears-secret";

  private static TestRouter router;

  @BeforeAll
  static void start() {
    router =
        new TestRouter(
            """
            keys:
              - { name: app, key: app-secret }
              - { name: other, key: other-secret }
              - { name: hears, key: hears-secret, roles: [feedback] }
              - { name: boss, key: boss-secret, roles: [admin] }
            """);
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void thumb_withToken_is202AndMovesTheRewardWithinASecond() {
    HttpResponse<String> chat = chat();

    HttpResponse<String> answer = thumb(chat, "true", token(chat));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(tree(answer).path("decision_id").asText()).isEqualTo(id(chat));
    assertThat(tree(answer).path("status").asText()).isEqualTo("accepted");
    await()
        .atMost(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              var decision = tree(router.get("/v1/decisions/" + id(chat), "authorization", APP));
              assertThat(decision.path("reward").path("value").asDouble()).isEqualTo(1);
              assertThat(decision.path("feedback")).hasSize(1);
            });
  }

  @Test
  void thumbs_ofANamedUser_areOneVoiceByAKeyedHash() {
    HttpResponse<String> chat =
        router.chat("cheap", "\"pointsman\":{\"user\":\"ann@x.example\"}", "authorization", APP);

    assertThat(thumb(chat, "true", token(chat)).statusCode()).isEqualTo(202);
    HttpResponse<String> byKey = thumb(chat, "false", new String[] {"authorization", APP});

    assertThat(tree(byKey).path("status").asText()).isEqualTo("replaced");
    var decision = tree(router.get("/v1/decisions/" + id(chat), "authorization", APP));
    assertThat(decision.path("feedback")).hasSize(1);
    assertThat(decision.path("feedback").path(0).path("principal").asText())
        .startsWith("user:")
        .doesNotContain("ann");
  }

  @Test
  void thumb_again_replacesTheFirst() {
    HttpResponse<String> chat = chat();
    thumb(chat, "true", token(chat));

    HttpResponse<String> answer = thumb(chat, "false", token(chat));

    assertThat(tree(answer).path("status").asText()).isEqualTo("replaced");
    var decision = tree(router.get("/v1/decisions/" + id(chat), "authorization", APP));
    assertThat(decision.path("reward").path("value").asDouble()).isZero();
    assertThat(decision.path("feedback")).hasSize(1);
  }

  @Test
  void check_byTheKeyThatAsked_is202() {
    HttpResponse<String> chat = chat();

    HttpResponse<String> answer =
        router.post(
            "/v1/feedback",
            "{\"decision_id\":\"" + id(chat) + "\",\"metric\":\"check\",\"value\":0.5}",
            "authorization",
            APP);

    assertThat(answer.statusCode()).isEqualTo(202);
  }

  @Test
  void anyDecision_byAFeedbackKey_is202() {
    HttpResponse<String> chat = chat();

    assertThat(thumb(chat, "1", new String[] {"authorization", HEARS}).statusCode()).isEqualTo(202);
  }

  @Test
  void thumb_withoutTokenOrKey_is401() {
    assertThat(thumb(chat(), "true", new String[0]).statusCode()).isEqualTo(401);
  }

  @Test
  void thumb_withTheTokenOfAnotherAnswer_is401() {
    assertThat(thumb(chat(), "true", token(chat())).statusCode()).isEqualTo(401);
  }

  @Test
  void thumb_byAnotherApplicationsKey_is404() {
    assertThat(thumb(chat(), "true", new String[] {"authorization", OTHER}).statusCode())
        .isEqualTo(404);
  }

  @Test
  void idempotencyKey_sameBody_countsOnce_otherBody_is409() {
    HttpResponse<String> chat = chat();
    String[] headers = {
      "x-pointsman-feedback-token", token(chat)[1], "idempotency-key", "k-" + id(chat)
    };

    HttpResponse<String> first = thumb(chat, "true", headers);
    HttpResponse<String> again = thumb(chat, "true", headers);
    HttpResponse<String> other = thumb(chat, "false", headers);

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.statusCode()).isEqualTo(409);
  }

  @Test
  void unknownOrMalformedId_is404() {
    String[] key = {"authorization", APP};

    assertThat(feedback("0198c0de-0000-7000-8000-000000000000", key).statusCode()).isIn(404, 410);
    assertThat(feedback("ffffffff-ffff-7fff-8fff-ffffffffffff", key).statusCode()).isEqualTo(404);
    assertThat(feedback("x", key).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"decision_id\":\"x\",\"metric\":\"thumb\"}",
        "{\"decision_id\":\"x\",\"metric\":\"thumb\",\"value\":2}",
        "{\"decision_id\":\"x\",\"metric\":\"thumb\",\"value\":\"yes\"}",
        "{\"decision_id\":\"x\",\"metric\":\"taste\",\"value\":1}",
        "{\"decision_id\":\"x\",\"metric\":\"thumb\",\"value\":1,\"tags\":[1]}"
      })
  void body_malformed_is400(String body) {
    assertThat(router.post("/v1/feedback", body, "authorization", APP).statusCode()).isEqualTo(400);
  }

  @Test
  void chat_withoutOrWithAnUnknownKey_is401() {
    assertThat(router.chat("cheap", "").statusCode()).isEqualTo(401);
    assertThat(router.chat("cheap", "", "authorization", "Bearer nope").statusCode())
        .isEqualTo(401);
    assertThat(router.chat("cheap", "", "authorization", HEARS).statusCode()).isEqualTo(403);
  }

  @Test
  void decision_isShownToItsKeyWithoutFeatures_toAdminsWith_toOthersNot() {
    String path = "/v1/decisions/" + id(chat());

    assertThat(tree(router.get(path, "authorization", APP)).has("features")).isFalse();
    assertThat(tree(router.get(path, "authorization", "Bearer boss-secret")).has("features"))
        .isTrue();
    assertThat(router.get(path, "authorization", OTHER).statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> chat() {
    HttpResponse<String> chat = router.chat("cheap", "", "authorization", APP);
    assertThat(chat.statusCode()).as(chat.body()).isEqualTo(200);
    return chat;
  }

  private static String id(HttpResponse<String> chat) {
    return header(chat, "x-pointsman-decision");
  }

  private static String[] token(HttpResponse<String> chat) {
    return new String[] {"x-pointsman-feedback-token", header(chat, "x-pointsman-feedback-token")};
  }

  private static HttpResponse<String> thumb(
      HttpResponse<String> chat, String value, String[] headers) {
    return router.post(
        "/v1/feedback",
        "{\"decision_id\":\"" + id(chat) + "\",\"metric\":\"thumb\",\"value\":" + value + "}",
        headers);
  }

  private static HttpResponse<String> feedback(String id, String[] headers) {
    return router.post(
        "/v1/feedback",
        "{\"decision_id\":\"" + id + "\",\"metric\":\"thumb\",\"value\":true}",
        headers);
  }
}
