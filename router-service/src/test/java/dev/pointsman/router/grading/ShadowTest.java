package dev.pointsman.router.grading;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import dev.pointsman.router.grading.ScriptedJudge.Asked;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShadowTest {

  private static final String JUDGE = "judge: { model: j, sample: 0 }, ";
  private static final String ALWAYS = JUDGE + "shadow: { rate: 1 }";

  private final ScriptedJudge judge = new ScriptedJudge();
  private TestRouter router = new TestRouter();

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void otherArm_answersOffThePathAndBothAreGraded() {
    start(ALWAYS, asked -> asked.grade(asked.user().contains("by cheap-1") ? 2 : 9));

    HttpResponse<String> answer = router.chat("auto", "\"max_tokens\":50");

    String id = header(answer, "x-pointsman-decision");
    String arm = header(answer, "x-pointsman-arm");
    await().untilAsserted(() -> assertThat(metric("shadow_graded")).isEqualTo(1));
    JsonNode grade = router.decision(id).path("grades").get(0);
    assertThat(grade.path("value").asDouble()).isEqualTo(arm.equals("cheap") ? 0.2 : 0.9);
    assertThat(grade.path("tags").path("sampling_probability").asText()).isEqualTo("1.0");
    List<JsonNode> sent = sentTo("cheap-1", "dear-1");
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1).path("messages")).isEqualTo(sent.get(0).path("messages"));
    assertThat(sent.get(1).path("max_tokens").asInt()).isEqualTo(50);
    assertThat(sent.get(1).has("pointsman")).isFalse();
    assertThat(cost("shadow")).isPositive();
    assertThat(router.decision(id).path("outcome").path("cost_micro_usd").asLong())
        .isEqualTo(arm.equals("cheap") ? 20 : 25);
  }

  @Test
  void shadows_teachTheArmThatAnsweredBeside() {
    start(ALWAYS, asked -> asked.grade(asked.user().contains("by cheap-1") ? 1 : 9));

    for (int i = 0; i < 30; i++) {
      router.chat("auto", "");
      int graded = i + 1;
      await().untilAsserted(() -> assertThat(metric("shadow_graded")).isEqualTo(graded));
    }

    await()
        .untilAsserted(
            () -> {
              String body = "{\"model\":\"auto\"," + TestRouter.MESSAGES + "}";
              JsonNode predicted = tree(router.post("/v1/route", body)).path("predicted");
              assertThat(predicted.path("cheap").path("quality").asDouble()).isLessThan(0.5);
              assertThat(predicted.path("dear").path("quality").asDouble()).isGreaterThan(0.75);
            });
    assertThat(tree(router.get("/v1/frontier")).path("points").get(0).path("n").asInt())
        .isEqualTo(30);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"stream\":true",
        "\"pointsman\":{\"explore\":false}",
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]"
      })
  void request_leftOutByDefault_isAnsweredOnce(String fields) {
    start(ALWAYS, asked -> asked.grade(5));

    router.chat("auto", fields);

    await().during(Duration.ofMillis(600)).until(() -> sentTo("cheap-1", "dear-1").size() == 1);
    assertThat(metric("offered")).isZero();
  }

  @Test
  void request_askedForInTheConfiguration_isShadowedToo() {
    start(JUDGE + "shadow: { rate: 1, streams: true, tools: true }", asked -> asked.grade(5));
    for (String model : new String[] {"cheap-1", "dear-1"}) {
      router.upstream.script(model, ShadowTest::plainOrStream);
    }

    router.chat("auto", "\"stream\":true,\"n\":1");

    await().untilAsserted(() -> assertThat(metric("shadow_graded")).isEqualTo(1));
    assertThat(sentTo("cheap-1", "dear-1").get(1).path("stream").asBoolean()).isFalse();
  }

  @Test
  void budget_ofItsOwn_leavesTheJudgeItsOwn() {
    start(
        "judge: { model: j, sample: 1 }, shadow: { rate: 1, budget_usd_per_day: 0 }",
        asked -> asked.grade(5));

    router.chat("auto", "");

    await().untilAsserted(() -> assertThat(metric("graded")).isEqualTo(1));
    assertThat(metric("shadow_over_budget")).isEqualTo(1);
    assertThat(sentTo("cheap-1", "dear-1")).hasSize(1);
  }

  @Test
  void pairwise_bothOrders_mustAgree() {
    start(
        "judge: { model: j, sample: 0, mode: pairwise }, shadow: { rate: 1 }",
        asked -> asked.better(first(asked).contains("by dear-1") ? "first" : "second"));

    HttpResponse<String> answer = router.chat("auto", "");

    String id = header(answer, "x-pointsman-decision");
    boolean isDear = header(answer, "x-pointsman-arm").equals("dear");
    await().untilAsserted(() -> assertThat(metric("shadow_graded")).isEqualTo(1));
    JsonNode grade = router.decision(id).path("grades").get(0);
    assertThat(grade.path("metric").asText()).isEqualTo("duel");
    assertThat(grade.path("value").asDouble()).isEqualTo(isDear ? 1 : 0);
    assertThat(judge.asked).hasSize(2);
    assertThat(first(judge.asked.get(0))).isNotEqualTo(first(judge.asked.get(1)));
  }

  @Test
  void pairwise_judgeThatLikesAPlace_isATie() {
    start(
        "judge: { model: j, sample: 0, mode: pairwise }, shadow: { rate: 1 }",
        asked -> asked.better("first"));

    String id = header(router.chat("auto", ""), "x-pointsman-decision");

    await().untilAsserted(() -> assertThat(metric("shadow_graded")).isEqualTo(1));
    assertThat(router.decision(id).path("grades").get(0).path("value").asDouble())
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void busyRouter_putsShadowsOff() {
    start(ALWAYS + " }\nlimits: { concurrent_requests: 8", asked -> asked.grade(5));
    List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
    router.upstream.script("judge-1", (request, response) -> held.add(response));
    CompletableFuture<?> waiting = CompletableFuture.supplyAsync(() -> router.chat("j", ""));
    await().until(() -> held.size() == 1);

    assertThat(router.chat("auto", "").statusCode()).isEqualTo(200);

    await().untilAsserted(() -> assertThat(metric("shadow_put_off")).isEqualTo(1));
    assertThat(sentTo("cheap-1", "dear-1")).hasSize(1);
    String late = ScriptedUpstream.completion("judge-1", "x", 1, 1);
    held.forEach(response -> ScriptedUpstream.json(response, 200, late));
    waiting.join();
  }

  private static void plainOrStream(JsonNode request, HttpServerResponse response) {
    String model = request.path("model").asText();
    if (request.path("stream").asBoolean()) {
      response.setChunked(true).putHeader("content-type", "text/event-stream");
      response.write(ScriptedUpstream.piece(model, "by " + model));
      response.end(ScriptedUpstream.DONE);
    } else {
      ScriptedUpstream.json(
          response, 200, ScriptedUpstream.completion(model, "by " + model, 10, 5));
    }
  }

  private static String first(Asked asked) {
    String from = asked.user().substring(asked.user().indexOf("first answer>>"));
    return from.substring(0, from.indexOf("end of first answer"));
  }

  private List<JsonNode> sentTo(String... models) {
    List<JsonNode> sent = new ArrayList<>();
    for (JsonNode body : router.upstream.bodies) {
      if (List.of(models).contains(body.path("model").asText())) {
        sent.add(body);
      }
    }
    return sent;
  }

  private void start(String settings, Function<Asked, String> script) {
    router.close();
    router = ScriptedJudge.router(settings);
    for (String model : new String[] {"cheap-1", "dear-1"}) {
      router.upstream.script(model, ShadowTest::plainOrStream);
    }
    judge.replyBy(router.upstream, script);
  }

  private double metric(String what) {
    return Figures.of(router, "pointsman_grading_total", "what=\"" + what + "\"");
  }

  private double cost(String kind) {
    return Figures.of(router, "pointsman_grading_cost_usd_total", "kind=\"" + kind + "\"");
  }
}
