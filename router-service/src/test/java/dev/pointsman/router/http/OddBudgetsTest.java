package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import io.vertx.core.http.HttpServerResponse;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What docs/budgets.md says under "Odd input". An answer costs 20 micro-USD.
class OddBudgetsTest {

  private static final String ADMIN = "boss-secret-of-the-file";

  private final TestRouter router =
      new TestRouter(
          """
          keys:
            - { name: boss, key: boss-secret-of-the-file, roles: [admin] }
            - { name: app, key: app-secret-of-the-file, budget: org/team }
          budgets: { org: { cap_usd: 1000 } }
          """);

  @BeforeEach
  void script() {
    router.upstream.answer("cheap-1", 200, ScriptedUpstream.completion("cheap-1", "ok", 10, 5));
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void removedWhileInUse_settlesAllTheSame_andGoesOnWhenMadeAgain() {
    put("org/team", "{\"cap_usd\": 1}");
    List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
    router.upstream.script("cheap-1", (request, response) -> held.add(response));
    CompletableFuture<HttpResponse<String>> underWay =
        CompletableFuture.supplyAsync(() -> chat(""));
    await().until(() -> held.size() == 1);
    assertThat(window("org/team").path("under_way").asInt()).isEqualTo(1);

    assertThat(admin("DELETE", "org/team", "").statusCode()).isEqualTo(200);
    ScriptedUpstream.json(
        held.getFirst(), 200, ScriptedUpstream.completion("cheap-1", "ok", 10, 5));

    assertThat(underWay.join().statusCode()).isEqualTo(200);
    put("org/team", "{\"cap_usd\": 1}");
    await().until(() -> window("org/team").path("under_way").asInt() == 0);
    assertThat(spent("org/team")).isEqualByComparingTo("0.00002");
    assertThat(spent("org")).isEqualByComparingTo("0.00002");
  }

  @Test
  void otherTimeZone_goesOnWithThePeriodOfTheSameName() {
    put("org/team", "{\"cap_usd\": 1, \"window\": \"month\", \"time_zone\": \"UTC\"}");
    chat("");
    assertThat(spent("org/team")).isEqualByComparingTo("0.00002");

    put("org/team", "{\"cap_usd\": 1, \"window\": \"month\", \"time_zone\": \"Europe/Lisbon\"}");

    assertThat(spent("org/team")).isEqualByComparingTo("0.00002");
    assertThat(window("org/team").path("time_zone").asText()).isEqualTo("Europe/Lisbon");
  }

  @Test
  void overlappingWindows_eachCounts_andTheTightestBinds() {
    put(
        "org/team",
        "[{\"cap_usd\": 1, \"window\": \"month\"}, {\"cap_usd\": 1, \"window\": \"day\"},"
            + " {\"cap_usd\": 0.00005, \"window\": \"day\", \"rolling\": true}]");
    assertThat(chat("").statusCode()).isEqualTo(200);

    HttpResponse<String> second = chat("");

    assertThat(second.statusCode()).isEqualTo(402);
    assertThat(second.body()).contains("rolling-day");
    for (JsonNode window : budget("org/team").path("windows")) {
      assertThat(window.path("spent_usd").decimalValue()).isEqualByComparingTo("0.00002");
    }
  }

  @Test
  void unknownPrincipals_areTheirParentsOrAStars() {
    assertThat(chat("\"pointsman\":{\"user\":\"nobody/../..\",\"project\":\"?\"}").statusCode())
        .isEqualTo(200);
    assertThat(spent("org")).as("no entry: passed on").isEqualByComparingTo("0.00002");

    put("org/team/*", "{\"cap_usd\": 0.00005, \"window\": \"day\"}");
    assertThat(chat("\"pointsman\":{\"user\":\"eve\"}").statusCode()).isEqualTo(200);
    assertThat(chat("\"pointsman\":{\"user\":\"eve\"}").statusCode()).isEqualTo(402);
    assertThat(chat("\"pointsman\":{\"user\":\"ada\"}").statusCode()).as("her own").isEqualTo(200);
    assertThat(spent("org/team/eve")).isEqualByComparingTo("0.00002");
  }

  @Test
  void unknownBudgetOfAKey_isRefusedWhenTheKeyIsMade() {
    HttpResponse<String> refused =
        call("POST", "/admin/v1/keys", "{\"name\":\"x\",\"budget\":\"orgg/team\"}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("orgg/team");
  }

  private HttpResponse<String> chat(String fields) {
    String rest = fields.isEmpty() ? "\"max_tokens\":5" : "\"max_tokens\":5," + fields;
    return router.chat("cheap", rest, "authorization", "Bearer app-secret-of-the-file");
  }

  private void put(String path, String windows) {
    HttpResponse<String> made = admin("PUT", path, windows);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
  }

  private JsonNode budget(String path) {
    return tree(admin("GET", path, ""));
  }

  private JsonNode window(String path) {
    return budget(path).path("windows").path(0);
  }

  private BigDecimal spent(String path) {
    return window(path).path("spent_usd").decimalValue();
  }

  private HttpResponse<String> admin(String method, String path, String body) {
    return call(method, "/admin/v1/budgets/" + path, body);
  }

  private HttpResponse<String> call(String method, String path, String body) {
    return router.send(
        HttpRequest.newBuilder(router.uri(path))
            .method(method, BodyPublishers.ofString(body))
            .header("authorization", "Bearer " + ADMIN)
            .build());
  }
}
