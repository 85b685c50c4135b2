package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.MESSAGES;
import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The router's arms are `cheap` (quality 0.6 by its prior) and `dear` (0.9).
class EscalationTest {

  private static final String APP = "Bearer app-secret";
  private static TestRouter router;

  @BeforeAll
  static void start() {
    router =
        new TestRouter(
            """
            keys:
              - { name: app, key: app-secret }
              - { name: other, key: other-secret }
            """);
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void escalate_asksTheStrongerArmAndIsNoChoice() {
    String first = decisionOf(chat("cheap", ""));

    HttpResponse<String> again = chat("auto", escalating(first));

    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(header(again, "x-pointsman-arm")).isEqualTo("dear");
    JsonNode decision = decision(decisionOf(again));
    assertThat(decision.path("routable").asBoolean()).isFalse();
    assertThat(decision.path("propensity").asDouble()).isEqualTo(1);
    assertThat(decision.path("eligible")).hasSize(1);
    assertThat(decision.path("contract").path("escalate").asText()).isEqualTo(first);
    assertThat(decision.path("reasons").get(0).asText())
        .isEqualTo(
            "cheap is left out: it is not expected to do better than cheap, which answered before"
                + " (escalate)");
    assertThat(decision.path("reasons").get(1).asText())
        .startsWith(
            "dear is expected to do better than cheap, whose answer was not good enough:"
                + " predicted");
  }

  @Test
  void escalate_votesAgainstTheAnswerOnce() {
    String first = decisionOf(chat("cheap", ""));
    chat("auto", escalating(first));
    chat("auto", escalating(first));
    router.post("/v1/route", request("auto", escalating(first)), "authorization", APP);

    await()
        .untilAsserted(
            () -> {
              JsonNode votes = decision(first).path("feedback");
              assertThat(votes).hasSize(1);
              assertThat(votes.get(0).path("metric").asText()).isEqualTo("escalate");
              assertThat(votes.get(0).path("value").asDouble()).isZero();
              assertThat(votes.get(0).path("source").asText()).isEqualTo("user");
              assertThat(votes.get(0).path("principal").asText()).isEqualTo("key:app");
              assertThat(decision(first).path("reward").path("value").asDouble()).isZero();
            });
  }

  @Test
  void escalate_fromTheStrongestArm_isA422NamingItAndStillAVote() {
    String first = decisionOf(chat("dear", ""));

    HttpResponse<String> again = chat("auto", escalating(first));

    assertThat(again.statusCode()).isEqualTo(422);
    JsonNode error = tree(again).path("error");
    assertThat(error.path("param").asText()).isEqualTo("escalate");
    assertThat(error.path("message").asText()).contains("better than dear");
    await().untilAsserted(() -> assertThat(decision(first).path("feedback")).hasSize(1));
  }

  @Test
  void escalate_strongerArmDenied_isA422() {
    String first = decisionOf(chat("cheap", ""));
    String fields = "\"pointsman\":{\"deny\":[\"dear\"],\"escalate\":\"" + first + "\"}";

    assertThat(chat("auto", fields).statusCode()).isEqualTo(422);
  }

  /// What has to be beaten is the arm that answered, not the one that was drawn.
  @Test
  void escalate_afterAFallback_isFromTheArmThatServed() {
    router.upstream.answer("cheap-1", 503, "{}");
    String first;
    try {
      HttpResponse<String> rescued = chat("auto", "\"pointsman\":{\"value\":0.1}");
      while (!header(rescued, "x-pointsman-arm").equals("cheap")) {
        rescued = chat("auto", "\"pointsman\":{\"value\":0.1}");
      }
      first = decisionOf(rescued);
      assertThat(header(rescued, "x-pointsman-served-by")).isEqualTo("dear");
      await().untilAsserted(() -> assertThat(decision(first).path("outcome").isNull()).isFalse());
    } finally {
      router.upstream.answer("cheap-1", 200, ScriptedUpstream.completion("cheap-1", "ok", 10, 5));
    }

    assertThat(chat("auto", escalating(first)).statusCode()).isEqualTo(422);
  }

  @Test
  void escalate_unknownIs404_anothersIs403() {
    String first = decisionOf(chat("cheap", ""));
    String fields = escalating(first);

    HttpResponse<String> stranger =
        router.chat("auto", fields, "authorization", "Bearer other-secret");
    HttpResponse<String> unknown = chat("auto", escalating("0198c0de-0000-7000-8000-000000000000"));

    assertThat(stranger.statusCode()).isEqualTo(403);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(tree(unknown).path("error").path("param").asText()).isEqualTo("pointsman.escalate");
    assertThat(chat("auto", escalating("nonsense")).statusCode()).isEqualTo(404);
    assertThat(decision(first).path("feedback")).isEmpty();
  }

  @Test
  void escalate_byHeaderAndStreamed_isHonoured() {
    router.upstream.script(
        "dear-1",
        (request, response) -> {
          response.putHeader("content-type", "text/event-stream");
          response.end(ScriptedUpstream.piece("dear-1", "391") + ScriptedUpstream.DONE);
        });
    String first = decisionOf(chat("cheap", ""));

    HttpResponse<String> again =
        router.chat("auto", "\"stream\":true", "authorization", APP, "x-pointsman-escalate", first);
    router.upstream.answer("dear-1", 200, ScriptedUpstream.completion("dear-1", "ok", 10, 5));

    assertThat(header(again, "x-pointsman-arm")).isEqualTo("dear");
    assertThat(again.body()).contains("391").endsWith(ScriptedUpstream.DONE);
  }

  @Test
  void escalate_insideAToolLoop_isA409() {
    String session = "\"pointsman\":{\"session\":\"loop\",\"allow\":[\"cheap\"]}";
    String first = decisionOf(chat("auto", session));
    String body =
        """
        {"model":"auto","messages":[{"role":"user","content":"?"},{"role":"assistant","content":null,\
        "tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]},\
        {"role":"tool","tool_call_id":"t","content":"7"}],\
        "pointsman":{"session":"loop","escalate":"%s"}}\
        """
            .formatted(first);

    assertThat(router.post("/v1/chat/completions", body, "authorization", APP).statusCode())
        .isEqualTo(409);
  }

  private static String escalating(String decision) {
    return "\"pointsman\":{\"escalate\":\"" + decision + "\"}";
  }

  private static String request(String model, String fields) {
    return "{\"model\":\"" + model + "\"," + MESSAGES + "," + fields + "}";
  }

  private static HttpResponse<String> chat(String model, String fields) {
    return router.chat(model, fields, "authorization", APP);
  }

  private static String decisionOf(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return header(answer, "x-pointsman-decision");
  }

  private static JsonNode decision(String id) {
    return tree(router.get("/v1/decisions/" + id, "authorization", APP));
  }
}
