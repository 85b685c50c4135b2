package dev.pointsman.router.costs;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Decisions reckon with the price that the call will be billed by.
class PriceInForceTest {

  /// `called` is as dear as `other`, and may be called without anything being learnt of that one.
  private static TestRouter router(String price) {
    return TestRouter.of(
        """
        providers: { up: { base_url: UPSTREAM/v1 } }
        models:
          - { id: flat, provider: up, price: { input: 1, output: 2 } }
          - { id: other, provider: up, price: %s }
          - { id: called, provider: up, price: %s }
        routes: { auto: { arms: [flat, other, called], learner: mean } }
        """
            .formatted(price, price));
  }

  /// What the two arms are expected to cost; nothing was learnt, so both are to say the same.
  private static JsonNode predicted(TestRouter router, String content) {
    String body =
        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]}";
    return tree(router.post("/v1/route", body)).path("predicted");
  }

  private static double cost(JsonNode predicted, String arm) {
    return predicted.path(arm).path("cost_usd").asDouble();
  }

  @Test
  void predictedCost_isOfTheTierThatThePromptReaches() {
    try (var router =
        router("{ input: 1, output: 2, tiers: [{ above: 100, input: 3, output: 6 }] }")) {
      JsonNode low = predicted(router, "\"" + "word ".repeat(60) + "\"");
      JsonNode high = predicted(router, "\"" + "word ".repeat(200) + "\"");

      assertThat(cost(low, "other")).isEqualTo(cost(low, "flat")).isPositive();
      assertThat(cost(high, "other")).isCloseTo(3 * cost(high, "flat"), within(1e-12));
    }
  }

  @Test
  void predictedCost_knowsTheImages() {
    String images =
        "[{\"type\":\"text\",\"text\":\"What is it?\"},"
            + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/a.png\"}}]";
    try (var router = router("{ input: 1, output: 2, per_image: 0.25 }")) {
      JsonNode predicted = predicted(router, images);

      assertThat(cost(predicted, "other")).isCloseTo(cost(predicted, "flat") + 0.25, within(1e-12));
    }
  }

  @Test
  void priceDatedAhead_takesEffectByItself_andRatesNothingAnew() {
    Instant turn = Instant.now().plusSeconds(10);
    try (var router =
        router("[{ input: 1, output: 2 }, { from: \"" + turn + "\", input: 7, output: 14 }]")) {
      JsonNode before = predicted(router, "\"What is it?\"");
      HttpResponse<String> old = router.chat("called", "");
      assertThat(cost(before, "other")).isEqualTo(cost(before, "flat"));
      // 10 x 1 + 5 x 2
      assertThat(header(old, "x-pointsman-cost-usd")).isEqualTo("0.000020");

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(header(router.chat("called", ""), "x-pointsman-cost-usd"))
                      .isEqualTo("0.000140"));

      JsonNode after = predicted(router, "\"What is it?\"");
      assertThat(Instant.now()).isAfter(turn);
      assertThat(cost(after, "other")).isCloseTo(7 * cost(after, "flat"), within(1e-9));
      JsonNode record = router.decision(header(old, "x-pointsman-decision"));
      assertThat(record.path("outcome").path("cost_micro_usd").asLong()).isEqualTo(20);
    }
  }

  @Test
  void maxCost_isOfTheTierThatThePromptReaches() {
    String fields = "\"max_tokens\":100,\"pointsman\":{\"max_cost_usd\":0.0008}";
    try (var router =
        router("{ input: 1, output: 2, tiers: [{ above: 100, input: 3, output: 6 }] }")) {
      HttpResponse<String> low = router.chat("other", fields);
      HttpResponse<String> high =
          router.post(
              "/v1/chat/completions",
              "{\"model\":\"other\",\"messages\":[{\"role\":\"user\",\"content\":\""
                  + "word ".repeat(200)
                  + "\"}],"
                  + fields
                  + "}");

      // At most 4 x 1 + 100 x 2 = 204 micro-USD, and 250 x 3 + 100 x 6 = 1,350.
      assertThat(low.statusCode()).isEqualTo(200);
      assertThat(high.statusCode()).isEqualTo(422);
    }
  }
}
