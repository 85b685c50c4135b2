package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Budgets through real HTTP. Each answer has 10 tokens in and 5 out unless scripted otherwise: 20
/// micro-USD from `cheap`, 200 from `dear`. Each test has a budget of its own.
class BudgetsTest {

  private static final String ADMIN = "Bearer admin-secret";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static TestRouter router;
  private static int keys;

  @BeforeAll
  static void start() {
    StringBuilder more = new StringBuilder("keys:\n");
    more.append("  - { name: admin, key: admin-secret, roles: [admin] }\n");
    more.append("  - { name: free, key: free-secret }\n");
    for (int i = 0; i < 20; i++) {
      more.append("  - { name: k%d, key: secret-%02d, budget: org/t%d/ann }\n".formatted(i, i, i));
    }
    more.append("  - { name: p, key: secret-project, budget: org/shared, project: search }\n");
    more.append("budgets: { org: { cap_usd: 1000 } }\n");
    more.append("budget: { least_output_tokens: 10, patience_ms: 300 }\n");
    router = new TestRouter(more.toString());
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  /// A key that no other test has, below a budget of its own.
  private int key;

  @BeforeEach
  void nextKey() {
    key = keys++;
    router.upstream.forget();
    router.upstream.answer("cheap-1", 200, ScriptedUpstream.completion("cheap-1", "ok", 10, 5));
    router.upstream.answer("dear-1", 200, ScriptedUpstream.completion("dear-1", "ok", 10, 5));
  }

  @Test
  void chat_capReached_is402NamingBudgetWindowAndReset() {
    budget("{\"cap_usd\": 0.000100, \"window\": \"month\"}");
    List<Integer> statuses = new ArrayList<>();
    HttpResponse<String> last = chat("cheap", "\"max_tokens\":5");
    while (last.statusCode() == 200) {
      statuses.add(last.statusCode());
      last = chat("cheap", "\"max_tokens\":5");
    }

    // An answer may cost 34 until it has cost 20, so the fifth does not fit.
    assertThat(statuses).hasSize(4);
    JsonNode error = tree(last).path("error");
    assertThat(last.statusCode()).isEqualTo(402);
    assertThat(error.path("code").asText()).isEqualTo("budget_exceeded");
    assertThat(error.path("message").asText())
        .contains(
            "budget `org/t" + key + "` has 0.000080 USD of 0.000100 USD spent (window: month)")
        .contains("it resets at 2")
        .contains("-01T00:00:00Z");
    assertThat(Long.parseLong(header(last, "retry-after"))).isPositive();
    assertThat(router.upstream.bodies).hasSize(4);
    assertThat(spent("org/t" + key)).isEqualByComparingTo("0.00008");
  }

  @Test
  void chat_anyEnding_chargesEveryBudgetAboveWhatTheRecordSays() {
    budget("{\"cap_usd\": 1}");
    BigDecimal before = spent("org");
    List<String> ids = new ArrayList<>();
    ids.add(id(chat("auto", "")));
    router.upstream.stream(
        "cheap-1",
        ScriptedUpstream.piece("m", "12345678"),
        ScriptedUpstream.usage("m", 30, 7),
        ScriptedUpstream.DONE);
    ids.add(id(chat("cheap", "\"stream\":true")));
    router.upstream.answer("cheap-1", 400, "{\"error\":{\"message\":\"no\"}}");
    ids.add(id(chat("cheap", "")));
    router.upstream.answer("cheap-1", 500, "{}");
    HttpResponse<String> fallen = chat("auto", "\"pointsman\":{\"explore\":false}");
    ids.add(id(fallen));

    BigDecimal recorded =
        ids.stream().map(BudgetsTest::recorded).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(spent("org/t" + key)).isEqualByComparingTo(recorded).isPositive();
    assertThat(spent("org").subtract(before)).isEqualByComparingTo(recorded);
    JsonNode window = budgetOf("org/t" + key).path("windows").path(0);
    assertThat(window.path("reserved_usd").decimalValue()).isEqualByComparingTo("0");
    assertThat(window.path("under_way").asInt()).isZero();
    assertThat(window.path("requests").asInt()).isEqualTo(4);
  }

  @Test
  void chat_dearArmDoesNotFit_cheapServesAndTheRecordSaysWhy() {
    budget("{\"cap_usd\": 0.000300}");

    HttpResponse<String> answer = chat("auto", "\"max_tokens\":50");

    JsonNode record = decision(id(answer));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "x-pointsman-arm")).isEqualTo("cheap");
    assertThat(header(answer, "x-pointsman-budget")).isEqualTo("degraded");
    assertThat(record.path("eligible").toString()).isEqualTo("[\"cheap\"]");
    assertThat(record.path("propensity").asDouble()).isEqualTo(1);
    assertThat(record.path("reasons").toString())
        .contains("dear is left out: it may cost more than what is left of the budget (budget)");
    assertThat(record.path("contract").path("budget").asText()).isEqualTo("org/t" + key + "/ann");
  }

  @Test
  void chat_onCapDeny_isRefusedThoughACheaperArmWouldFit() {
    budget("{\"cap_usd\": 0.000300, \"on_cap\": \"deny\"}");

    assertThat(chat("auto", "\"max_tokens\":50").statusCode()).isEqualTo(402);
    assertThat(chat("cheap", "\"max_tokens\":50").statusCode()).isEqualTo(200);
  }

  @Test
  void chat_littleLeft_asksTheModelForWhatIsLeft() {
    budget("{\"cap_usd\": 0.000100}");

    HttpResponse<String> answer = chat("cheap", "\"max_tokens\":1000");
    HttpResponse<String> silent = chat("cheap", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "x-pointsman-budget")).isEqualTo("degraded");
    // 24 for the input at most, 2 for each token of the output.
    assertThat(router.upstream.bodies.get(0).path("max_tokens").asInt()).isEqualTo(38);
    assertThat(silent.statusCode()).isEqualTo(200);
    assertThat(router.upstream.bodies.get(1).path("max_tokens").asInt()).isEqualTo(28);
    // Not below 10 tokens.
    chat("cheap", "");
    chat("cheap", "");
    assertThat(chat("cheap", "").statusCode()).isEqualTo(402);
  }

  @Test
  void chat_choices_areAllReserved() {
    budget("{\"cap_usd\": 0.000100}");

    assertThat(chat("cheap", "\"max_tokens\":10,\"n\":4").statusCode()).isEqualTo(402);
    assertThat(chat("cheap", "\"max_tokens\":10,\"n\":3").statusCode()).isEqualTo(200);
  }

  @Test
  void chat_withoutLimitAndWithoutCapNear_isBoundedToTheModelsMaxOutput() {
    budget("{\"cap_usd\": 1}");

    chat("cheap", "");
    chat("cheap", "\"max_completion_tokens\":70");

    assertThat(router.upstream.bodies.get(0).path("max_tokens").asInt()).isEqualTo(4096);
    assertThat(router.upstream.bodies.get(1).path("max_completion_tokens").asInt()).isEqualTo(70);
    assertThat(router.upstream.bodies.get(1).path("max_tokens").asInt()).isEqualTo(70);
    router.post(
        "/v1/chat/completions",
        "{\"model\":\"cheap\"," + TestRouter.MESSAGES + "}",
        "authorization",
        "Bearer free-secret");
    assertThat(router.upstream.bodies.get(2).has("max_tokens")).as("no budget").isFalse();
  }

  @Test
  void chat_manyAtOnce_neverMoreThanTheCap() {
    // 100 in all, 34 reserved each: two at once, and each waits for another to give back.
    budget("{\"cap_usd\": 0.000100}");
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      all.add(CompletableFuture.supplyAsync(() -> chat("cheap", "\"max_tokens\":5")));
    }
    long served = all.stream().filter(answer -> answer.join().statusCode() == 200).count();

    assertThat(served).isEqualTo(4);
    assertThat(all).allMatch(a -> a.join().statusCode() == 200 || a.join().statusCode() == 402);
    assertThat(router.upstream.bodies).hasSize(4);
    assertThat(spent("org/t" + key)).isEqualByComparingTo("0.00008");
  }

  @Test
  void chat_billAboveReservation_isChargedAndCounted() {
    budget("{\"cap_usd\": 0.000100}");
    router.upstream.answer("cheap-1", 200, ScriptedUpstream.completion("cheap-1", "ok", 10, 500));

    assertThat(chat("cheap", "\"max_tokens\":5").statusCode()).isEqualTo(200);

    assertThat(spent("org/t" + key)).isEqualByComparingTo("0.00101");
    assertThat(router.get("/metrics").body()).contains("pointsman_budget_overbilled_total");
    HttpResponse<String> next = chat("cheap", "\"max_tokens\":5");
    assertThat(next.statusCode()).isEqualTo(402);
    assertThat(next.body()).contains("it resets at");
  }

  @Test
  void stream_clientLeaves_isChargedWhatWasRelayed() throws IOException {
    budget("{\"cap_usd\": 1}");
    String[] pieces = new String[2_000];
    Arrays.fill(pieces, ScriptedUpstream.piece("m", "12345678"));
    router.upstream.stream("cheap-1", pieces);

    HttpResponse<InputStream> open = open("cheap", "\"stream\":true");
    open.body().read();
    open.body().close();

    await().untilAsserted(() -> assertThat(underWay()).isZero());
    BigDecimal recorded = recorded(header(open, "x-pointsman-decision"));
    assertThat(spent("org/t" + key)).isEqualByComparingTo(recorded);
    assertThat(recorded).isBetween(new BigDecimal("0.000005"), new BigDecimal("0.004"));
  }

  @Test
  void plain_clientLeaves_isChargedWhatTheModelBills() throws Exception {
    budget("{\"cap_usd\": 1}");
    AtomicReference<Runnable> answer = new AtomicReference<>();
    router.upstream.script(
        "cheap-1",
        (request, response) ->
            answer.set(
                () ->
                    ScriptedUpstream.json(
                        response, 200, ScriptedUpstream.completion("cheap-1", "ok", 10, 5))));
    HttpClient client = HttpClient.newHttpClient();
    CompletableFuture<HttpResponse<String>> call =
        client.sendAsync(request("cheap", ""), BodyHandlers.ofString());
    await().until(() -> answer.get() != null);
    call.cancel(true);
    client.shutdownNow();
    await().pollDelay(Duration.ofMillis(100)).until(() -> true);
    assertThat(underWay()).isEqualTo(1);

    answer.get().run();

    await().untilAsserted(() -> assertThat(underWay()).isZero());
    assertThat(spent("org/t" + key)).isEqualByComparingTo("0.00002");
  }

  @Test
  void everyApi_isCharged() {
    budget("{\"cap_usd\": 1}");
    post("/v1/messages", "{\"model\":\"cheap\",\"max_tokens\":9," + TestRouter.MESSAGES + "}");
    post("/v1/responses", "{\"model\":\"cheap\",\"input\":\"What is 17 * 23?\"}");
    chat("dear", "");

    assertThat(spent("org/t" + key)).isEqualByComparingTo("0.00024");
    assertThat(router.upstream.bodies.get(0).path("max_completion_tokens").asInt()).isEqualTo(9);
  }

  @Test
  void endUser_isABudgetOfItsOwn() {
    router.send(
        admin("org/t" + key + "/ann/*")
            .PUT(BodyPublishers.ofString("{\"cap_usd\": 0.00005}"))
            .build());
    String zoe = "\"max_tokens\":5,\"pointsman\":{\"user\":\"Zoë\"}";

    assertThat(chat("cheap", zoe).statusCode()).isEqualTo(200);
    assertThat(chat("cheap", zoe).statusCode()).isEqualTo(402);
    assertThat(chat("cheap", zoe.replace("Zoë", "Max")).statusCode()).isEqualTo(200);
    assertThat(spent("org/t" + key + "/ann/Zo%C3%AB")).isEqualByComparingTo("0.00002");
  }

  @Test
  void project_isBesideTheTree() {
    router.send(admin("project/*").PUT(BodyPublishers.ofString("{\"cap_usd\": 0.00005}")).build());
    String[] search = {"authorization", "Bearer secret-project"};
    String body =
        "{\"model\":\"cheap\",\"max_tokens\":5,"
            + TestRouter.MESSAGES
            + ",\"pointsman\":{\"project\":\"PROJECT\"}}";

    // The key's own project pays, whatever the request says.
    assertThat(router.post("/v1/chat/completions", body, search).statusCode()).isEqualTo(200);
    assertThat(
            router
                .post("/v1/chat/completions", body.replace("PROJECT", "other"), search)
                .statusCode())
        .isEqualTo(402);
    assertThat(spent("project/search")).isEqualByComparingTo("0.00002");
    // A key without one charges the one that is named.
    assertThat(
            router
                .post(
                    "/v1/chat/completions",
                    body.replace("PROJECT", "ads"),
                    "authorization",
                    "Bearer free-secret")
                .statusCode())
        .isEqualTo(200);
    assertThat(spent("project/ads")).isEqualByComparingTo("0.00002");
    router.send(admin("project/*").DELETE().build());
  }

  @Test
  void route_isNotCharged_untilItsOutcomeIsTold() {
    budget("{\"cap_usd\": 0.001}");
    HttpResponse<String> route =
        post("/v1/route", "{\"model\":\"cheap\"," + TestRouter.MESSAGES + "}");
    String id = tree(route).path("decision_id").asText();
    assertThat(spent("org/t" + key)).isZero();
    assertThat(underWay()).isZero();

    String outcome =
        "{\"decision_id\":\""
            + id
            + "\",\"status\":\"ok\",\"input_tokens\":100,\"output_tokens\":450}";
    assertThat(post("/v1/outcome", outcome).statusCode()).isEqualTo(202);
    assertThat(post("/v1/outcome", outcome).statusCode()).isEqualTo(202);

    assertThat(spent("org/t" + key)).isEqualByComparingTo("0.001");
    assertThat(post("/v1/route", "{\"model\":\"cheap\"," + TestRouter.MESSAGES + "}").statusCode())
        .isEqualTo(402);
    HttpResponse<String> own =
        router.post(
            "/v1/chat/completions",
            "{\"model\":\"cheap\"," + TestRouter.MESSAGES + "}",
            "authorization",
            ADMIN);
    String told = outcome.replace(id, id(own));
    assertThat(router.post("/v1/outcome", told, "authorization", ADMIN).statusCode())
        .isEqualTo(409);
  }

  @Test
  void answerFromTheCache_isServedThoughTheBudgetIsSpent() {
    budget("{\"cap_usd\": 0.000040}");
    String exact = "\"max_tokens\":5,\"pointsman\":{\"cache\":\"exact\"}";
    assertThat(chat("cheap", exact).statusCode()).isEqualTo(200);
    assertThat(chat("cheap", "\"max_tokens\":5").statusCode()).isEqualTo(402);

    HttpResponse<String> again = chat("cheap", exact);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(header(again, "x-pointsman-cache")).isEqualTo("hit");
    assertThat(spent("org/t" + key)).isEqualByComparingTo("0.00002");
    assertThat(router.upstream.bodies).hasSize(1);
  }

  /// An answer is at hand, but a conversation goes on with the arm of its turn before: a call.
  @Test
  void answerFromTheCacheThatMayNotServe_isPaidFor() {
    budget("{\"cap_usd\": 0.000300}");
    String exact = "\"max_tokens\":5,\"pointsman\":{\"cache\":\"exact\",%s}";
    String other =
        "{\"model\":\"auto\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],"
            + "\"pointsman\":{\"session\":\"s\",\"allow\":[\"dear\"]}}";
    assertThat(post("/v1/chat/completions", other).statusCode()).isEqualTo(200);
    assertThat(chat("auto", exact.formatted("\"allow\":[\"cheap\"]")).statusCode()).isEqualTo(200);

    HttpResponse<String> next = chat("auto", exact.formatted("\"session\":\"s\""));

    assertThat(header(next, "x-pointsman-cache")).isNotEqualTo("hit");
    JsonNode window = budgetOf("org/t" + key).path("windows").path(0);
    assertThat(window.path("requests").asInt()).isEqualTo(next.statusCode() == 200 ? 3 : 2);
    assertThat(window.path("spent_usd").decimalValue())
        .isLessThanOrEqualTo(new BigDecimal("0.0003"));
    assertThat(router.upstream.bodies).hasSize(next.statusCode() == 200 ? 3 : 2);
  }

  @Test
  void zeroCap_refusesWhatCosts() {
    budget("{\"cap_usd\": 0}");

    assertThat(chat("auto", "").statusCode()).isEqualTo(402);
  }

  @Test
  void badRequest_reservesNothing() {
    budget("{\"cap_usd\": 1}");

    assertThat(chat("nobody", "").statusCode()).isEqualTo(404);
    assertThat(chat("auto", "\"pointsman\":{\"min_quality\":1}").statusCode()).isEqualTo(422);
    assertThat(underWay()).isZero();
  }

  private void budget(String windows) {
    HttpResponse<String> made =
        router.send(admin("org/t" + key).PUT(BodyPublishers.ofString(windows)).build());
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
  }

  private static HttpRequest.Builder admin(String path) {
    return HttpRequest.newBuilder(router.uri("/admin/v1/budgets/" + path))
        .header("authorization", ADMIN);
  }

  private static JsonNode budgetOf(String path) {
    return tree(router.send(admin(path).GET().build()));
  }

  private static BigDecimal spent(String path) {
    return budgetOf(path).path("windows").path(0).path("spent_usd").decimalValue();
  }

  private int underWay() {
    return budgetOf("org/t" + key).path("windows").path(0).path("under_way").asInt();
  }

  private static JsonNode decision(String id) {
    return tree(router.get("/v1/decisions/" + id, "authorization", ADMIN));
  }

  private static BigDecimal recorded(String id) {
    await().until(() -> !decision(id).path("outcome").isNull());
    return BigDecimal.valueOf(decision(id).path("outcome").path("cost_micro_usd").asLong(), 6);
  }

  private static String id(HttpResponse<?> answer) {
    return header(answer, "x-pointsman-decision");
  }

  private HttpRequest request(String model, String fields) {
    String rest = fields.isEmpty() ? "" : "," + fields;
    String body = "{\"model\":\"" + model + "\"," + TestRouter.MESSAGES + rest + "}";
    return HttpRequest.newBuilder(router.uri("/v1/chat/completions"))
        .header("authorization", "Bearer secret-%02d".formatted(key))
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> chat(String model, String fields) {
    return router.send(request(model, fields));
  }

  private HttpResponse<InputStream> open(String model, String fields) {
    try {
      return CLIENT.send(request(model, fields), BodyHandlers.ofInputStream());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> post(String path, String body) {
    return router.post(path, body, "authorization", "Bearer secret-%02d".formatted(key));
  }
}
