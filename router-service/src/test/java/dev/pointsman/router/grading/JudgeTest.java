package dev.pointsman.router.grading;

import static dev.pointsman.router.TestRouter.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import dev.pointsman.router.grading.ScriptedJudge.Asked;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final String ALL = "judge: { model: j, sample: 1, own_family_sample: 0 }";

  private final ScriptedJudge judge = new ScriptedJudge();
  private TestRouter router = new TestRouter();

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void answer_drawn_isGradedAsAFeedbackEventWithItsProbability() {
    start(ALL, asked -> asked.grade(7));

    String id = chat("\"pointsman\":{\"reference\":\"nearly four hundred\"}");

    JsonNode grade = graded(id);
    assertThat(grade.path("value").asDouble()).isEqualTo(0.7);
    assertThat(grade.path("source").asText()).isEqualTo("judge");
    assertThat(grade.path("principal").asText()).isEqualTo("judge:j");
    assertThat(grade.path("metric").asText()).isEqualTo("grade");
    assertThat(grade.path("tags").path("sampling_probability").asText()).isEqualTo("1.0");
    assertThat(grade.path("tags").path("cost_micro_usd").asText()).isEqualTo("110");
    JsonNode decision = router.decision(id);
    assertThat(decision.path("reward").path("value").asDouble()).isEqualTo(0.7);
    assertThat(decision.path("reward").path("weight").asDouble()).isEqualTo(0.7);
    assertThat(decision.toString()).doesNotContain("nearly four").doesNotContain("17 * 23");
    assertThat(judge.asked.getFirst().user())
        .contains(
            "\"user: What is 17 * 23?\"",
            "reference>>\n\"nearly four hundred\"",
            "answer>>\n\"ok\"");
    assertThat(judge.asked.getFirst().system()).contains("Is it right, does it do what was asked");
  }

  @Test
  void answer_sampledNowAndThen_saysHowOften() {
    start("judge: { model: j, sample: 0.2 }", asked -> asked.grade(10));

    for (int i = 0; i < 40; i++) {
      chat("");
    }

    await()
        .untilAsserted(
            () -> assertThat(metric("graded")).isEqualTo(metric("offered")).isPositive());
    assertThat(judge.asked).hasSizeBetween(2, 39);
  }

  @Test
  void stream_drawn_isGradedByItsWords() {
    start(ALL, asked -> asked.grade(10));
    for (String model : new String[] {"cheap-1", "dear-1"}) {
      router.upstream.stream(
          model,
          ScriptedUpstream.piece(model, "It is "),
          ScriptedUpstream.piece(model, "391."),
          ScriptedUpstream.DONE);
    }

    String id = chat("\"stream\":true");

    assertThat(graded(id).path("value").asDouble()).isEqualTo(1);
    assertThat(judge.asked.getFirst().user()).contains("\"It is 391.\"");
  }

  @Test
  void rubric_namedByATag_isTheOneTheJudgeGets() {
    start(
        "judge: { model: j, sample: 1, rubrics: { legal: 'Cites the law.' } }",
        asked -> asked.grade(3));

    String id = chat("\"pointsman\":{\"tags\":[\"legal\"]}");

    assertThat(graded(id).path("tags").path("rubric").asText()).isEqualTo("legal");
    assertThat(judge.asked.getFirst().system()).contains("Rubric: Cites the law.");
  }

  @Test
  void reply_outsideTheSchemaOnce_isAskedForAgainWithNewMarks() {
    start(ALL, asked -> judge.asked.size() == 1 ? "Great answer, 10/10!" : asked.grade(4));

    assertThat(graded(chat("")).path("value").asDouble()).isEqualTo(0.4);
    assertThat(judge.asked).hasSize(2).extracting(Asked::id).doesNotHaveDuplicates();
  }

  @Test
  void reply_outsideTheSchemaTwice_isNoGrade() {
    start(ALL, asked -> "10");

    String id = chat("");

    await().untilAsserted(() -> assertThat(metric("abstained_schema")).isEqualTo(1));
    assertThat(judge.asked).hasSize(2);
    assertThat(router.decision(id).path("grades")).isEmpty();
    assertThat(router.decision(id).path("reward").isNull()).isTrue();
  }

  @Test
  void reply_withTheCanary_isNoGradeThoughItIsWellFormed() {
    start(ALL, asked -> asked.grade(10) + " " + asked.canary());

    chat("");

    await().untilAsserted(() -> assertThat(metric("abstained_canary")).isEqualTo(1));
    assertThat(metric("graded")).isZero();
  }

  @Test
  void reply_copiedFromTheAnswer_isForeign() {
    start(ALL, asked -> "{\"id\":\"00000000000000000000000000000000\",\"grade\":10}");

    chat("");

    await().untilAsserted(() -> assertThat(metric("abstained_foreign")).isEqualTo(1));
  }

  @Test
  void budget_spentForTheDay_leavesTheJudgeAlone() {
    // A call costs 110 micro-USD, and some 4,100 are set aside for it.
    start("judge: { model: j, sample: 1, budget_usd_per_day: 0.005 }", asked -> asked.grade(5));

    for (int i = 0; i < 15; i++) {
      chat("");
    }

    await().untilAsserted(() -> assertThat(metric("graded") + metric("over_budget")).isEqualTo(15));
    assertThat(metric("graded")).isBetween(1.0, 9.0);
    assertThat(cost("judge")).isCloseTo(metric("graded") * 110e-6, within(1e-9));
  }

  @Test
  void rate_reached_putsTheRestOff() {
    start("judge: { model: j, sample: 1, per_minute: 2 }", asked -> asked.grade(5));

    for (int i = 0; i < 4; i++) {
      chat("");
    }

    await().untilAsserted(() -> assertThat(metric("over_rate")).isEqualTo(2));
    assertThat(metric("graded")).isEqualTo(2);
  }

  @Test
  void judge_thatNeverAnswers_delaysNobody() {
    start(ALL, asked -> asked.grade(5));
    router.upstream.script("judge-1", (request, response) -> {});

    for (int i = 0; i < 5; i++) {
      HttpResponse<String> answer = router.chat("auto", "");
      assertThat(answer.statusCode()).isEqualTo(200);
    }
    assertThat(router.get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void judge_thatFails_failsNobody() {
    start(ALL, asked -> asked.grade(5));
    router.upstream.answer("judge-1", 500, "{}");

    assertThat(router.chat("auto", "").statusCode()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(metric("judge_failed")).isPositive());
  }

  @Test
  void request_forAModelByName_isNotJudged() {
    start(ALL, asked -> asked.grade(5));

    router.chat("cheap", "");
    graded(chat(""));

    assertThat(judge.asked).hasSize(1);
  }

  private void start(String settings, Function<Asked, String> script) {
    router.close();
    router = ScriptedJudge.router(settings);
    judge.replyBy(router.upstream, script);
  }

  private String chat(String fields) {
    HttpResponse<String> answer = router.chat("auto", fields);
    assertThat(answer.statusCode()).isEqualTo(200);
    return header(answer, "x-pointsman-decision");
  }

  private JsonNode graded(String id) {
    await().untilAsserted(() -> assertThat(router.decision(id).path("grades")).hasSize(1));
    return router.decision(id).path("grades").get(0);
  }

  private double metric(String what) {
    return Figures.of(router, "pointsman_grading_total", "what=\"" + what + "\"");
  }

  private double cost(String kind) {
    return Figures.of(router, "pointsman_grading_cost_usd_total", "kind=\"" + kind + "\"");
  }
}
