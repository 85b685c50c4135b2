package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpendTest {

  private TestRouter router;

  @BeforeEach
  void start() {
    router =
        new TestRouter(
            """
            keys:
              - { name: search, key: search-secret, budget: org/team-a/alice, project: search }
              - { name: shop, key: shop-secret, budget: org/team-b }
              - { name: eye, key: eye-secret, roles: [viewer] }
              - { name: boss, key: boss-secret, roles: [admin] }
            """);
  }

  @AfterEach
  void stop() {
    router.close();
  }

  private HttpResponse<String> chat(String key, String fields) {
    HttpResponse<String> answer =
        router.chat("auto", fields, "authorization", "Bearer " + key + "-secret");
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  private HttpResponse<String> spend(String query, String key) {
    return router.get("/v1/spend?" + query, "authorization", "Bearer " + key + "-secret");
  }

  private JsonNode row(String by, String name) {
    for (JsonNode row : tree(spend("window=15m&group_by=" + by, "eye")).path("rows")) {
      if (row.path("key").asText().equals(name)) {
        return row;
      }
    }
    throw new AssertionError("no row " + name + " by " + by);
  }

  @ParameterizedTest
  @ValueSource(strings = {"15m", "1h", "24h", "7d", "30d", "all"})
  void spend_everyWindow_isTheSumOfTheDecisions(String window) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ids.add(header(chat(i % 2 == 0 ? "search" : "shop", ""), "x-pointsman-decision"));
    }
    long logged = 0;
    for (String id : ids) {
      JsonNode decision =
          tree(router.get("/v1/decisions/" + id, "authorization", "Bearer boss-secret"));
      logged += decision.path("outcome").path("cost_micro_usd").asLong();
    }

    JsonNode spend = tree(spend("group_by=key&window=" + window, "eye"));

    assertThat(spend.path("window").asText()).isEqualTo(window);
    assertThat(spend.path("rows").findValuesAsText("key"))
        .containsExactlyInAnyOrder("search", "shop");
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode row : spend.path("rows")) {
      assertThat(row.path("requests").asInt()).isEqualTo(3);
      sum = sum.add(row.path("cost_usd").decimalValue());
    }
    assertThat(logged).isPositive();
    assertThat(sum.movePointRight(6).longValueExact()).isEqualTo(logged);
  }

  @Test
  void spend_byEachThing_namesWhoAndWhat() {
    chat("search", "\"pointsman\":{\"tags\":[\"x\",\"y\"],\"project\":\"not mine\"}");
    chat("shop", "\"pointsman\":{\"user\":\"bob\",\"project\":\"ads\"}");

    assertThat(row("user", "alice").path("requests").asInt()).isEqualTo(1);
    assertThat(row("user", "bob").path("requests").asInt()).isEqualTo(1);
    assertThat(row("team", "team-b").path("requests").asInt()).isEqualTo(1);
    assertThat(row("project", "search").path("requests").asInt()).isEqualTo(1);
    assertThat(row("project", "ads").path("requests").asInt()).isEqualTo(1);
    assertThat(row("route", "auto").path("requests").asInt()).isEqualTo(2);
    assertThat(row("tag", "x").path("requests").asInt()).isEqualTo(1);
    assertThat(row("tag", "").path("requests").asInt()).isEqualTo(1);
    JsonNode spend = tree(spend("group_by=user", "eye"));
    assertThat(spend.path("concentration").path("users").asInt()).isEqualTo(2);
    assertThat(spend.path("concentration").path("top_users").asInt()).isEqualTo(1);
    assertThat(spend.path("prompt_length").get(0).path("mean_input_tokens").asDouble())
        .isPositive();
  }

  @Test
  void spend_thumbs_areGoodAnswers() {
    HttpResponse<String> good = chat("shop", "");
    HttpResponse<String> bad = chat("shop", "");
    thumb(good, true);
    thumb(bad, false);

    await()
        .untilAsserted(
            () -> assertThat(row("key", "shop").path("rated_answers").asInt()).isEqualTo(2));
    JsonNode row = row("key", "shop");
    assertThat(row.path("good_answers").asInt()).isEqualTo(1);
    assertThat(row.path("cost_per_good_answer_usd").asDouble())
        .isEqualTo(2 * row.path("cost_per_answer_usd").asDouble());
  }

  @Test
  void spend_applicationKey_seesItsOwnOnly() {
    chat("search", "");
    chat("shop", "");

    JsonNode spend = tree(spend("group_by=key", "shop"));

    assertThat(spend.path("rows").findValuesAsText("key")).containsExactly("shop");
    assertThat(spend.path("total").path("requests").asInt()).isEqualTo(1);
    assertThat(spend.has("savings")).isFalse();
  }

  @Test
  void spend_badQueryOrNoKey_isRefusedByName() {
    HttpResponse<String> by = spend("group_by=planet", "eye");
    HttpResponse<String> window = spend("window=2d", "eye");

    assertThat(by.statusCode()).isEqualTo(400);
    assertThat(tree(by).path("error").path("message").asText())
        .isEqualTo(
            "group_by must be one of user, team, project, model, route, task, language, tag, key");
    assertThat(tree(window).path("error").path("param").asText()).isEqualTo("window");
    assertThat(router.get("/v1/spend").statusCode()).isEqualTo(401);
  }

  private void thumb(HttpResponse<String> answer, boolean up) {
    String id = header(answer, "x-pointsman-decision");
    HttpResponse<String> thumb =
        router.post(
            "/v1/feedback",
            "{\"decision_id\":\"" + id + "\",\"metric\":\"thumb\",\"value\":" + up + "}",
            "x-pointsman-feedback-token",
            header(answer, "x-pointsman-feedback-token"));
    assertThat(thumb.statusCode()).isEqualTo(202);
  }
}
