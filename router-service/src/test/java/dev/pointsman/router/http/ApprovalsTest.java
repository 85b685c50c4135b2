package dev.pointsman.router.http;

import static dev.pointsman.router.ScriptedUpstream.completion;
import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests that wait for somebody's word, through real HTTP. A token of `far` costs a micro-USD,
/// one of `near` none.
class ApprovalsTest {

  private static final String ADMIN = "Bearer admin-secret";
  private static final String CONFIG =
      """
      providers: { up: { base_url: UPSTREAM/v1 } }
      models:
        - { id: far, provider: up, model: far-1, price: { input: 1, output: 1 } }
        - { id: near, provider: up, model: near-1, local: true, price: { input: 0, output: 0 } }
        - { id: wordy, provider: up, model: wordy-1, price: { input: 1, output: 1 },
            params: { max_tokens: 2000 } }
      routes: { auto: { arms: [far, near], learner: mean } }
      keys:
        - { name: admin, key: admin-secret, roles: [admin] }
        - { name: viewer, key: viewer-secret, roles: [viewer] }
        - { name: big, key: big-secret-1, budget: org/big }
        - { name: other, key: other-secret, budget: org/big }
        - { name: capped, key: capped-secret, budget: org/capped }
        - { name: strict, key: strict-secret, budget: org/strict }
        - { name: soft, key: soft-secret-1, budget: org/strict/soft }
        - { name: long, key: long-secret, max_input_tokens: { limit: 40, over: approve } }
        - { name: short, key: short-secret, max_input_tokens: { limit: 40 } }
        - { name: local, key: local-secret, max_input_tokens: { limit: 40, over: local } }
      budgets:
        org/big: { cap_usd: 1, approve_over_tokens: 1000 }
        org/capped: { cap_usd: 0.000100, window: total, on_cap: approve }
        org/strict: { cap_usd: 0.000700, window: total, on_cap: deny }
        org/strict/soft:
          { cap_usd: 0.000100, window: total, on_cap: approve, approve_over_tokens: 100 }
      budget: { patience_ms: 0, token_safety: 1, approval_ms: 1500 }
      """;
  private static final String LONG = "word ".repeat(60);

  private TestRouter router = TestRouter.of(CONFIG);

  @BeforeEach
  void script() {
    router.upstream.answer("far-1", 200, completion("far-1", "ok", 10, 5));
    router.upstream.answer("near-1", 200, completion("near-1", "ok", 10, 5));
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void largeRequest_waitsIsGrantedAndGoesOnce() {
    HttpResponse<String> first = chat("big-secret-1", "hi", 2_000, "");
    String id = header(first, "x-pointsman-approval");

    assertThat(first.statusCode()).isEqualTo(403);
    assertThat(tree(first).at("/error/code").asText()).isEqualTo("approval_required");
    assertThat(first.body()).contains(id).contains("lets go without approval").contains("org/big");
    // Asked again it is the same one, and does not go before it is granted.
    assertThat(header(chat("big-secret-1", "hi", 2_000, id), "x-pointsman-approval")).isEqualTo(id);
    assertThat(router.upstream.bodies).isEmpty();

    JsonNode waiting = list("pending").get(0);
    assertThat(waiting.path("id").asText()).isEqualTo(id);
    assertThat(waiting.path("key").asText()).isEqualTo("big");
    assertThat(waiting.path("max_tokens").asInt()).isBetween(2_001, 2_100);
    assertThat(decide(id, "grant", ADMIN).path("state").asText()).isEqualTo("granted");

    HttpResponse<String> granted = chat("big-secret-1", "hi", 2_000, id);
    assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
    HttpResponse<String> again = chat("big-secret-1", "hi", 2_000, id);
    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(header(again, "x-pointsman-approval")).isNotEqualTo(id);
    assertThat(router.upstream.bodies).hasSize(1);

    JsonNode used = list("used").get(0);
    assertThat(used.path("decided_by").asText()).isEqualTo("admin");
    assertThat(used.path("decision_id").asText())
        .isEqualTo(header(granted, "x-pointsman-decision"));
    JsonNode record =
        tree(
            router.get(
                "/v1/decisions/" + used.path("decision_id").asText(), "authorization", ADMIN));
    assertThat(record.at("/contract/approval").asText()).isEqualTo(id);
  }

  @Test
  void approval_isForThatRequestOfThatKeyAlone() {
    String id = header(chat("big-secret-1", "hi", 2_000, ""), "x-pointsman-approval");
    decide(id, "grant", ADMIN);

    assertThat(chat("big-secret-1", "another", 2_000, id).statusCode()).isEqualTo(403);
    assertThat(chat("big-secret-1", "hi", 3_000, id).statusCode()).isEqualTo(403);
    assertThat(chat("other-secret", "hi", 2_000, id).statusCode()).isEqualTo(403);
    assertThat(chat("big-secret-1", "hi", 500, "").statusCode()).isEqualTo(200);
    assertThat(chat("big-secret-1", "hi", 2_000, id).statusCode()).isEqualTo(200);
  }

  @Test
  void approval_usedByManyAtOnce_goesOnce() {
    router.close();
    router = TestRouter.ofLateTables(CONFIG);
    script();
    String id = header(chat("big-secret-1", "hi", 2_000, ""), "x-pointsman-approval");
    decide(id, "grant", ADMIN);
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(
          CompletableFuture.supplyAsync(() -> chat("big-secret-1", "hi", 2_000, id).statusCode()));
    }

    assertThat(all.stream().map(CompletableFuture::join).filter(s -> s == 200)).hasSize(1);
    assertThat(router.upstream.bodies).hasSize(1);
    JsonNode budget =
        tree(router.get("/admin/v1/budgets/org/big", "authorization", ADMIN)).at("/windows/0");
    assertThat(budget.path("reserved_usd").asDouble()).isZero();
    assertThat(budget.path("spent_usd").asDouble()).isEqualTo(0.000015);
  }

  @Test
  void approval_refusedOrExpired_isNone() {
    String id = header(chat("big-secret-1", "hi", 2_000, ""), "x-pointsman-approval");
    decide(id, "refuse", ADMIN);
    HttpResponse<String> refused = chat("big-secret-1", "hi", 2_000, id);
    assertThat(tree(refused).at("/error/code").asText()).isEqualTo("approval_refused");

    String other = header(chat("big-secret-1", "ho", 2_000, ""), "x-pointsman-approval");
    decide(other, "grant", ADMIN);
    await().until(() -> list("expired").findValuesAsText("id").contains(other));

    HttpResponse<String> late = chat("big-secret-1", "ho", 2_000, other);
    assertThat(late.statusCode()).isEqualTo(403);
    assertThat(header(late, "x-pointsman-approval")).as("asked anew").isNotEqualTo(other);
    assertThat(post(other, "grant", ADMIN).statusCode()).isEqualTo(404);
    assertThat(post(id, "grant", ADMIN).statusCode()).as("refused").isEqualTo(404);
    assertThat(router.upstream.bodies).isEmpty();
  }

  @Test
  void capReached_letsTheApprovedRequestPassAndCountsIt() {
    HttpResponse<String> first = chat("capped-secret", "hi", 500, "");
    String id = header(first, "x-pointsman-approval");
    assertThat(first.statusCode()).isEqualTo(403);
    assertThat(first.body()).contains("budget `org/capped` has 0.000000 USD of 0.000100 USD spent");
    assertThat(list("pending").get(0).path("kind").asText()).isEqualTo("cap");
    decide(id, "grant", ADMIN);
    router.upstream.answer("far-1", 200, completion("far-1", "ok", 10, 490));

    assertThat(chat("capped-secret", "hi", 500, id).statusCode()).isEqualTo(200);

    JsonNode budget =
        tree(router.get("/admin/v1/budgets/org/capped", "authorization", ADMIN)).at("/windows/0");
    assertThat(budget.path("spent_usd").asDouble()).isEqualTo(0.0005);
    assertThat(chat("capped-secret", "hi", 5, "").statusCode()).isEqualTo(403);
  }

  @Test
  void capOfAnotherKindAbove_isNotPassedByAWord() {
    String size = header(chat("soft-secret-1", "hi", 500, ""), "x-pointsman-approval");
    decide(size, "grant", ADMIN);
    String id = header(chat("soft-secret-1", "hi", 500, size), "x-pointsman-approval");
    assertThat(decide(id, "grant", ADMIN).path("kind").asText()).isEqualTo("cap");
    router.upstream.answer("far-1", 200, completion("far-1", "ok", 10, 490));
    assertThat(chat("strict-secret", "hi", 500, "").statusCode()).isEqualTo(200);

    HttpResponse<String> refused = chat("soft-secret-1", "hi", 500, id);

    assertThat(refused.statusCode()).isEqualTo(402);
    assertThat(refused.body()).contains("budget `org/strict` has 0.000500 USD");
  }

  /// What is sent is what is reserved.
  @Test
  void largeByTheArmsOwnParams_waitsToo() {
    assertThat(ask("big-secret-1", "far", "hi").statusCode()).isEqualTo(200);
    assertThat(ask("big-secret-1", "wordy", "hi").statusCode()).isEqualTo(403);
  }

  @Test
  void longPrompt_isRefusedOrWaitsOrStaysHome() {
    assertThat(chat("short-secret", "hi", 5, "").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = chat("short-secret", LONG, 5, "");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(tree(refused).at("/error/code").asText()).isEqualTo("input_too_long");

    String id = header(chat("long-secret", LONG, 5, ""), "x-pointsman-approval");
    assertThat(id).isNotEmpty();
    decide(id, "grant", ADMIN);
    assertThat(chat("long-secret", LONG, 5, id).statusCode()).isEqualTo(200);
    assertThat(chat("long-secret", LONG, 5, id).statusCode()).isEqualTo(403);

    router.upstream.forget();
    for (int i = 0; i < 8; i++) {
      assertThat(ask("local-secret", "auto", LONG).statusCode()).isEqualTo(200);
    }
    assertThat(router.upstream.bodies)
        .allSatisfy(body -> assertThat(body.path("model").asText()).isEqualTo("near-1"));
    HttpResponse<String> far = ask("local-secret", "far", LONG);
    assertThat(far.statusCode()).isEqualTo(422);
    assertThat(far.body()).contains("max_input_tokens");
  }

  @Test
  void onlyAdminsDecide_viewersSee() {
    String id = header(chat("big-secret-1", "hi", 2_000, ""), "x-pointsman-approval");

    assertThat(post(id, "grant", "Bearer viewer-secret").statusCode()).isEqualTo(403);
    assertThat(post(id, "grant", "Bearer big-secret-1").statusCode()).isEqualTo(403);
    assertThat(
            router.get("/admin/v1/approvals", "authorization", "Bearer viewer-secret").statusCode())
        .isEqualTo(200);
    assertThat(
            router.get("/admin/v1/approvals", "authorization", "Bearer big-secret-1").statusCode())
        .isEqualTo(403);
  }

  private HttpResponse<String> chat(String secret, String words, int tokens, String approval) {
    String body =
        "{\"model\":\"far\",\"max_tokens\":%d,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(tokens, words);
    return approval.isEmpty()
        ? router.post("/v1/chat/completions", body, "authorization", "Bearer " + secret)
        : router.post(
            "/v1/chat/completions",
            body,
            "authorization",
            "Bearer " + secret,
            "x-pointsman-approval",
            approval);
  }

  private HttpResponse<String> ask(String secret, String model, String words) {
    return router.post(
        "/v1/chat/completions",
        "{\"model\":\"%s\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(model, words),
        "authorization",
        "Bearer " + secret);
  }

  private JsonNode list(String state) {
    return tree(router.get("/admin/v1/approvals?state=" + state, "authorization", ADMIN))
        .path("approvals");
  }

  private JsonNode decide(String id, String what, String secret) {
    return tree(post(id, what, secret));
  }

  private HttpResponse<String> post(String id, String what, String secret) {
    return router.send(
        HttpRequest.newBuilder(router.uri("/admin/v1/approvals/" + id + "/" + what))
            .header("authorization", secret)
            .POST(BodyPublishers.noBody())
            .build());
  }
}
