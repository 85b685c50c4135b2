package dev.pointsman.router.http;

import static dev.pointsman.router.ScriptedUpstream.completion;
import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What one session of a key may take. A token costs a micro-USD, an answer has 15.
class SessionLimitsTest {

  private static final String CONFIG =
      """
      providers: { up: { base_url: UPSTREAM/v1 } }
      models: [{ id: m, provider: up, model: m-1, price: { input: 1, output: 1 } }]
      routes: { auto: { arms: [m] } }
      keys:
        - { name: open, key: open-secret }
        - { name: calls, key: calls-secret, session: { calls: 3 } }
        - { name: spend, key: spend-secret, session: { usd: 0.000100 } }
        - { name: rate, key: rate-secret-1, session: { calls_per_minute: 2 } }
      budget: { least_output_tokens: 5, token_safety: 1, patience_ms: 300 }
      """;

  private static TestRouter router;

  @BeforeAll
  static void start() {
    router = TestRouter.of(CONFIG);
    router.upstream.answer("m-1", 200, completion("m-1", "ok", 10, 5));
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void session_hadItsCalls_isStoppedAndOthersGoOn() {
    for (int i = 0; i < 3; i++) {
      assertThat(chat("calls-secret", "s1").statusCode()).isEqualTo(200);
    }

    HttpResponse<String> fourth = chat("calls-secret", "s1");

    assertThat(fourth.statusCode()).isEqualTo(429);
    assertThat(tree(fourth).at("/error/code").asText()).isEqualTo("session_limit_exceeded");
    assertThat(fourth.body()).contains("session `s1` had its 3 calls of a day");
    assertThat(chat("calls-secret", "s2").statusCode()).isEqualTo(200);
    // A name that is no plain text is a session too.
    assertThat(chat("calls-secret", "Zoë {1}").statusCode()).isEqualTo(200);
  }

  /// A conversation is a session without being named one.
  @Test
  void conversation_withoutASession_isOne() {
    String opening = "{\"role\":\"user\",\"content\":\"Where were we?\"}";
    StringBuilder messages = new StringBuilder(opening);
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      statuses.add(post("calls-secret", "\"messages\":[" + messages + "]").statusCode());
      messages.append(",{\"role\":\"assistant\",\"content\":\"Here.\"}");
      messages.append(",{\"role\":\"user\",\"content\":\"And now? ").append(i).append("\"}");
    }

    assertThat(statuses).containsExactly(200, 200, 200, 429, 429);
  }

  @Test
  void session_spentItsMoney_isStoppedAlsoWhenManyAskAtOnce() {
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      all.add(CompletableFuture.supplyAsync(() -> chat("spend-secret", "s").statusCode()));
    }
    List<Integer> statuses = all.stream().map(CompletableFuture::join).toList();

    // An answer may cost 24 and costs 15: six make 90, and a seventh does not fit.
    assertThat(statuses).filteredOn(status -> status == 200).hasSizeBetween(5, 6);
    assertThat(statuses).allMatch(status -> status == 200 || status == 429);
    assertThat(chat("spend-secret", "t").statusCode()).isEqualTo(200);
  }

  @Test
  void session_tooFast_isToldToWait() {
    assertThat(chat("rate-secret-1", "s").statusCode()).isEqualTo(200);
    assertThat(chat("rate-secret-1", "s").statusCode()).isEqualTo(200);

    HttpResponse<String> third = chat("rate-secret-1", "s");

    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.body()).contains("2 calls of a minute");
    assertThat(third.headers().firstValue("retry-after")).contains("1");
  }

  /// One session of many that cost alike goes on and on.
  @Test
  void session_farAboveItsPeers_isWarnedThenStopped() {
    String config =
        CONFIG
            + "limits: { session_cost_warning: 5, session_cost_stop: 80, session_cost_least_usd:"
            + " 0.00006 }";
    try (var own = TestRouter.of(config)) {
      own.upstream.answer("m-1", 200, completion("m-1", "ok", 10, 5));
      for (int i = 0; i < 24; i++) {
        assertThat(ask(own, "peer-" + i).statusCode()).isEqualTo(200);
      }
      List<String> seen = new ArrayList<>();
      await()
          .pollInterval(Duration.ofMillis(15))
          .until(
              () -> {
                HttpResponse<String> answer = ask(own, "agent");
                seen.add(answer.statusCode() + header(answer, "x-pointsman-loop"));
                return answer.statusCode() == 429;
              });

      assertThat(seen).startsWith("200", "200", "200", "200");
      assertThat(seen.indexOf("200warning")).isBetween(4, 78);
      assertThat(ask(own, "peer-1").statusCode()).isEqualTo(200);
      assertThat(own.get("/metrics").body())
          .contains("pointsman_loops_total{kind=\"session\",result=\"warned\"}");
    }
  }

  private static HttpResponse<String> ask(TestRouter own, String session) {
    return own.post(
        "/v1/chat/completions",
        "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],"
            + "\"pointsman\":{\"session\":\""
            + session
            + "\"}}",
        "authorization",
        "Bearer open-secret");
  }

  private static HttpResponse<String> chat(String secret, String session) {
    return post(
        secret,
        "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"pointsman\":{\"session\":\""
            + session
            + "\"}");
  }

  private static HttpResponse<String> post(String secret, String rest) {
    return router.post(
        "/v1/chat/completions",
        "{\"model\":\"m\",\"max_tokens\":5," + rest + "}",
        "authorization",
        "Bearer " + secret);
  }
}
