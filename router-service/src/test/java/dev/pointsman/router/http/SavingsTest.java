package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `/v1/spend` says was saved, against sums over the decisions' own records. An answer costs
/// 20 micro-USD at `cheap`, 200 at `dear`.
class SavingsTest {

  /// At which the policy alone would nearly always ask `cheap`.
  private static final String THRIFTY = "objective: { lambda: 20000 }";

  @Test
  void observe_tellsWhatWouldHaveBeenSavedAndWhoIsAtRisk() {
    try (TestRouter router =
        scripted(TestRouter.withRoute("mode: observe, baseline: dear, " + THRIFTY))) {
      double saved = 0;
      int atRisk = 0;
      for (JsonNode decision : asked(router, 12, "")) {
        assertThat(decision.path("arm").asText()).isEqualTo("dear");
        JsonNode served = predicted(decision, "dear");
        JsonNode wish = predicted(decision, decision.at("/contract/would_choose").asText());
        saved +=
            Math.rint(
                1e6 * (served.path("cost_usd").asDouble() - wish.path("cost_usd").asDouble()));
        atRisk +=
            wish.path("quality").asDouble() < served.path("quality").asDouble() - 0.05 ? 1 : 0;
      }

      JsonNode observed = total(router).path("observed");
      assertThat(observed.path("requests").asInt()).isEqualTo(12);
      assertThat(observed.path("would_save_usd").asDouble()).isCloseTo(saved / 1e6, within(1e-9));
      assertThat(observed.path("at_risk").asInt()).isEqualTo(atRisk).isPositive();
    }
  }

  @Test
  void holdout_isWhatSavingsRestOn_withTheirIntervals() {
    try (TestRouter router =
        scripted(TestRouter.withRoute("holdout: 0.5, baseline: dear, " + THRIFTY))) {
      Mean policy = new Mean();
      Mean control = new Mean();
      for (JsonNode decision : asked(router, 100, "")) {
        Mean mean = decision.at("/contract/holdout").asText().equals("true") ? control : policy;
        mean.add(decision.at("/outcome/cost_micro_usd").asDouble() / 1e6);
      }
      assertThat(control.count).isGreaterThan(30);

      JsonNode saving = tree(router.get("/v1/spend?window=15m")).path("savings").path(0);
      assertThat(saving.path("method").asText()).isEqualTo("holdout");
      assertThat(saving.path("baseline").asText()).isEqualTo("dear");
      assertThat(saving.path("requests").asInt()).isEqualTo(policy.count);
      JsonNode each = saving.path("saved_usd_per_request");
      assertThat(each.path("mean").asDouble())
          .isCloseTo(control.mean() - policy.mean(), within(1e-9))
          .isBetween(each.path("lo").asDouble(), each.path("hi").asDouble());
      assertThat(each.path("lo").asDouble()).as("cheap answers were given").isPositive();
      assertThat(saving.path("saved_usd").asDouble())
          .isCloseTo(policy.count * (control.mean() - policy.mean()), within(1e-6));
      JsonNode quality = saving.path("quality_difference");
      assertThat(quality.path("mean").asDouble()).as("all were praised").isCloseTo(0, within(1e-9));
      assertThat(quality.path("lo").asDouble()).isNegative();
      assertThat(quality.path("hi").asDouble()).isPositive();
    }
  }

  @Test
  void cacheHits_saveWhatTheyWerePredictedToCost() {
    try (TestRouter router = scripted(TestRouter.withRoute("cache: { mode: exact }"))) {
      double predicted = 0;
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> answer = router.chat("auto", "\"temperature\":0");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode decision = router.decision(header(answer, "x-pointsman-decision"));
        if (decision.at("/contract/cache").asText().equals("hit")) {
          JsonNode served = predicted(decision, decision.path("arm").asText());
          predicted += Math.rint(1e6 * served.path("cost_usd").asDouble());
        }
      }

      JsonNode total = total(router);
      assertThat(total.path("cache_hits").asInt()).isEqualTo(2);
      assertThat(total.path("cache_saved_usd").asDouble())
          .isCloseTo(predicted / 1e6, within(1e-9))
          .isPositive();
    }
  }

  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    double mean() {
      return sum / count;
    }
  }

  private static TestRouter scripted(TestRouter router) {
    for (String model : List.of("cheap-1", "dear-1")) {
      router.upstream.answer(model, 200, ScriptedUpstream.completion(model, "ok", 10, 5));
    }
    return router;
  }

  /// So many conversations of one question, each praised, as they are on record.
  private static List<JsonNode> asked(TestRouter router, int count, String terms) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      HttpResponse<String> answer =
          router.chat("auto", "\"pointsman\":{\"session\":\"s" + i + "\"" + terms + "}");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      ids.add(header(answer, "x-pointsman-decision"));
      HttpResponse<String> thumb =
          router.post(
              "/v1/feedback",
              "{\"decision_id\":\"" + ids.getLast() + "\",\"metric\":\"thumb\",\"value\":true}");
      assertThat(thumb.statusCode()).as(thumb.body()).isEqualTo(202);
    }
    await().until(() -> total(router).path("rated_answers").asInt() == count);
    return ids.stream().map(router::decision).toList();
  }

  private static JsonNode total(TestRouter router) {
    return tree(router.get("/v1/spend?window=15m")).path("total");
  }

  private static JsonNode predicted(JsonNode decision, String arm) {
    JsonNode predicted = decision.path("predicted").path(arm);
    assertThat(predicted.isMissingNode()).as(arm + " in " + decision).isFalse();
    return predicted;
  }
}
