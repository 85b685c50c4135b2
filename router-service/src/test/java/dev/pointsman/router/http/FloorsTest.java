package dev.pointsman.router.http;

import static dev.pointsman.router.ScriptedUpstream.completion;
import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Prompt;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Floors by segments that are told of the prompt, through real HTTP, and the report on them. An
/// answer costs 20 micro-USD at `cheap`, 200 at `dear`; at this lambda the policy alone asks
/// `cheap`.
class FloorsTest {

  private static final String CODE = "def f(x): return x + 1 -- what is wrong with that function?";
  private static final String GERMAN = "Wie hoch ist der Turm und wann wurde er gebaut?";
  private static final String PLAIN = "How high is the tower, and who is the owner of it?";

  private static TestRouter router;

  /// Two kinds of task: code, and the rest.
  private static final class Kinds implements Featurizer {
    private final FeatureSchema schema =
        new FeatureSchema("test-kinds", List.of(new FeatureSchema.Block("task", 0, 2)));

    @Override
    public Context contextOf(Prompt prompt) {
      boolean isCode = prompt.text().contains("def ");
      return Context.of(new float[] {isCode ? 1 : 0, isCode ? 0 : 1}, prompt.text().length() / 4);
    }

    @Override
    public FeatureSchema schema() {
      return schema;
    }

    @Override
    public List<String> tasks() {
      return List.of("code", "talk");
    }
  }

  @BeforeAll
  static void start() {
    router =
        TestRouter.withFeatures(
            new Kinds(),
            "objective: { lambda: 20000 }",
            """
            auth: { mode: none }
            quality_floors: { tasks: { code: 0.8 }, languages: { de: 0.8 } }
            """);
    for (String model : List.of("cheap-1", "dear-1")) {
      router.upstream.answer(model, 200, completion(model, "ok", 10, 5));
    }
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void floorsByTaskAndLanguage_areKept_andReportedWithIntervals() {
    int cheap = 0;
    for (int i = 0; i < 8; i++) {
      assertThat(floored(asked(CODE, i, i != 3 && i != 5))).isTrue();
      assertThat(floored(asked(GERMAN, i, true))).isTrue();
      JsonNode plain = asked(PLAIN, i, true);
      assertThat(floored(plain)).isFalse();
      cheap += plain.path("arm").asText().equals("cheap") ? 1 : 0;
    }
    assertThat(cheap).as("without a floor the policy is free").isGreaterThan(4);

    await().until(() -> segment("task", "code").path("rated_answers").asInt() == 8);
    JsonNode code = segment("task", "code");
    assertThat(code.path("requests").asInt()).isEqualTo(8);
    holds(code.path("quality"), 0.75);
    holds(code.path("cost_usd"), 0.000200);
    holds(code.path("denied"), 0);
    holds(code.path("degraded"), 0);
    await().until(() -> segment("task", "talk").path("rated_answers").asInt() == 16);
    JsonNode german = segment("language", "de");
    holds(german.path("quality"), 1);
    holds(german.path("cost_usd"), 0.000200);
    holds(segment("language", "en").path("cost_usd"), segmentCost(cheap));
  }

  private static double segmentCost(int cheap) {
    return (8 * 0.000200 + cheap * 0.000020 + (8 - cheap) * 0.000200) / 16;
  }

  private static void holds(JsonNode interval, double mean) {
    assertThat(interval.path("mean").asDouble())
        .as(interval.toString())
        .isCloseTo(mean, within(1e-9))
        .isBetween(interval.path("lo").asDouble(), interval.path("hi").asDouble());
  }

  /// Whether only the arm that reaches the floor was eligible, and the record says why.
  private static boolean floored(JsonNode decision) {
    boolean isNamed = decision.path("reasons").toString().contains("quality_floors");
    assertThat(decision.path("eligible").size()).isEqualTo(isNamed ? 1 : 2);
    return isNamed && decision.path("arm").asText().equals("dear");
  }

  /// One conversation, checked, as it is on record.
  private static JsonNode asked(String prompt, int session, boolean isGood) {
    String body =
        """
        {"model":"auto","messages":[{"role":"user","content":"%s"}],
         "pointsman":{"session":"%s"}}
        """
            .formatted(prompt, prompt.length() + "-" + session);
    HttpResponse<String> answer = router.post("/v1/chat/completions", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String id = header(answer, "x-pointsman-decision");
    String check =
        "{\"decision_id\":\"%s\",\"metric\":\"check\",\"value\":%s}".formatted(id, isGood);
    assertThat(router.post("/v1/feedback", check).statusCode()).isEqualTo(202);
    return router.decision(id);
  }

  private static JsonNode segment(String by, String name) {
    JsonNode all = tree(router.get("/v1/fairness?by=" + by + "&window=15m"));
    for (JsonNode segment : all.path("segments")) {
      if (segment.path("segment").asText().equals(name)) {
        return segment;
      }
    }
    throw new AssertionError("no " + by + " " + name + " in " + all);
  }
}
