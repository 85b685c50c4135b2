package dev.pointsman.router.http;

import static dev.pointsman.router.ScriptedUpstream.completion;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What users of other gateways complain of their budgets, by number of docs/complaints.md.
///
/// A token of `plain` costs a micro-USD whichever way; an answer has 10 in and 5 out unless
/// scripted otherwise.
class BudgetComplaintsTest {

  private static final String CONFIG =
      """
      providers: { up: { base_url: UPSTREAM/v1 } }
      models:
        - { id: plain, provider: up, model: plain-1, price: { input: 1, output: 1 } }
        - { id: vectors, provider: up, model: vectors-1, kind: embeddings, price: { input: 1, output: 0 } }
      routes: { auto: { arms: [plain] } }
      keys:
        - { name: admin, key: admin-secret, roles: [admin] }
        - { name: small, key: small-secret, budget: org/small }
        - { name: app, key: app-secret-1, budget: org/app }
        - { name: open, key: open-secret, budget: org/open }
      budgets:
        org: { cap_usd: 1 }
        org/small: { cap_usd: 0.00001 }
        org/app/*: { cap_usd: 0.000450, on_cap: deny }
        org/open: { cap_usd: 0.001 }
      budget: { least_output_tokens: 1, patience_ms: 400, token_safety: 1 }
      """;

  private TestRouter router = TestRouter.of(CONFIG);

  @BeforeEach
  void script() {
    router.upstream.answer("plain-1", 200, completion("plain-1", "ok", 10, 5));
  }

  @AfterEach
  void stop() {
    router.close();
  }

  /// 3: the first requests of a user nobody has seen yet, all at once, had no budget.
  @Test
  void firstRequestsOfAnUnknownUser_allAtOnce_haveTheDefaultBudget() {
    router.upstream.answer("plain-1", 200, completion("plain-1", "ok", 10, 90));
    List<Integer> statuses = atOnce(20, "app-secret-1", 90, "newcomer");

    // Each takes 100 of 450.
    assertThat(statuses).filteredOn(status -> status == 200).hasSize(4);
    assertThat(statuses).filteredOn(status -> status == 402).hasSize(16);
    assertThat(spent("org/app/newcomer")).isEqualTo(400);
  }

  /// 4: four of five long prompts were admitted at once, 0.60 USD spent of 0.45.
  @Test
  void fiveLongPromptsAtOnce_onlyAsManyAsFit() {
    router.upstream.answer("plain-1", 200, completion("plain-1", "ok", 10, 130));

    List<Integer> statuses = atOnce(5, "app-secret-1", 130, "ann");

    assertThat(statuses).filteredOn(status -> status == 200).hasSize(3);
    assertThat(spent("org/app/ann")).isEqualTo(420);
  }

  /// 5: refused for spend that had been given back long ago.
  @Test
  void spendBelowTheCap_isNotRefused() {
    for (int i = 0; i < 29; i++) {
      HttpResponse<String> answer = chat("app-secret-1", 15, "ann");
      assertThat(answer.statusCode()).as("%d: %s", i, answer.body()).isEqualTo(200);
    }

    assertThat(spent("org/app/ann")).isEqualTo(29 * 15);
  }

  /// 6: the user's budget was ignored when a header named the user.
  @Test
  void userNamedByHeader_isBoundAsOneNamedInTheBody() {
    String body = body("plain", 400, "");
    HttpResponse<String> first =
        router.post(
            "/v1/chat/completions",
            body,
            "authorization",
            "Bearer app-secret-1",
            "x-pointsman-user",
            "eve");
    router.upstream.answer("plain-1", 200, completion("plain-1", "ok", 10, 400));
    chat("app-secret-1", 400, "eve");

    HttpResponse<String> next =
        router.post(
            "/v1/chat/completions",
            body,
            "authorization",
            "Bearer app-secret-1",
            "x-pointsman-user",
            "eve");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(next.statusCode()).isEqualTo(402);
    assertThat(next.body()).contains("org/app/eve");
  }

  /// 7 and 8: requests went on after the budget was spent, and some addresses evaded it.
  @Test
  void spentBudget_isRefusedAtEveryAddress() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    answers.add(small("/v1/chat/completions", body("auto", 50, "")));
    answers.add(small("/v1/chat/completions", body("plain", 50, "")));
    answers.add(small("/v1/chat/completions", body("auto/auto", 50, ",\"stream\":true")));
    answers.add(small("/v1/messages", body("plain", 50, "")));
    answers.add(small("/v1/responses", "{\"model\":\"plain\",\"input\":\"How are you today?\"}"));
    answers.add(
        small(
            "/v1/embeddings",
            "{\"model\":\"vectors\",\"input\":\"%s\"}".formatted("a b ".repeat(9))));
    answers.add(small("/v1/route", body("plain", 50, "")));

    assertThat(answers).allSatisfy(a -> assertThat(a.statusCode()).as(a.body()).isEqualTo(402));
    assertThat(router.upstream.uris).as("what reached a model").isEmpty();
    for (String other :
        new String[] {"/v1/completions", "/openai/v1/chat/completions", "/v1/files"}) {
      assertThat(small(other, body("plain", 50, "")).statusCode()).as(other).isIn(404, 405);
    }
    assertThat(router.upstream.uris).isEmpty();
  }

  /// 1: a cap of 30 USD had 99.10 spent: whatever a client's name, whoever it says it is.
  @Test
  void capAboveAll_bindsWhoeverIsNamed() {
    router.upstream.answer("plain-1", 200, completion("plain-1", "ok", 10, 90));
    int served = 0;
    for (int i = 0; i < 30; i++) {
      served += chat("open-secret", 90, "user-" + i).statusCode() == 200 ? 1 : 0;
    }

    assertThat(served).isEqualTo(10);
    assertThat(spent("org/open")).isEqualTo(1_000);
  }

  private List<Integer> atOnce(int clients, String secret, int tokens, String user) {
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      all.add(CompletableFuture.supplyAsync(() -> chat(secret, tokens, user).statusCode()));
    }
    return all.stream().map(CompletableFuture::join).toList();
  }

  private HttpResponse<String> chat(String secret, int tokens, String user) {
    return router.post(
        "/v1/chat/completions",
        body("plain", tokens, ",\"pointsman\":{\"user\":\"" + user + "\"}"),
        "authorization",
        "Bearer " + secret);
  }

  private HttpResponse<String> small(String path, String body) {
    return router.post(path, body, "authorization", "Bearer small-secret");
  }

  private static String body(String model, int tokens, String more) {
    return "{\"model\":\"%s\",\"max_tokens\":%d,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]%s}"
        .formatted(model, tokens, more);
  }

  private long spent(String path) {
    JsonNode budget =
        tree(router.get("/admin/v1/budgets/" + path, "authorization", "Bearer admin-secret"));
    return budget.at("/windows/0/spent_usd").decimalValue().movePointRight(6).longValueExact();
  }
}
