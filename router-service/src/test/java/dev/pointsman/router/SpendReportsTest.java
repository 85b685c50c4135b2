package dev.pointsman.router;

import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.SpendLedger;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Reports over a ledger that holds days gone by.
class SpendReportsTest {

  private static final String OWN_MODEL =
      "  - { id: own, provider: up, price: { usd_per_hour: 4, tokens_per_s: 1000,"
          + " max_concurrency: 8 } }\n";

  private final AtomicReference<SpendLedger> ledger = new AtomicReference<>();
  private final TestRouter router =
      new TestRouter(
          """
          keys:
            - { name: eye, key: eye-secret-of-the-file, roles: [viewer] }
            - { name: app, key: app-secret-of-the-file }
          """,
          config -> {
            Backend backend = Backend.inMemory(config);
            ledger.set(backend.log().spend());
            return backend;
          });

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void change_isSplitAgainstAsLongATimeBefore() {
    spend("cheap", 100, 10_000, 20_000, 3 * Grain.DAY.millis());
    spend("cheap", 150, 30_000, 60_000, Grain.DAY.millis() / 2);

    JsonNode change = tree(get("/v1/spend/change?window=24h", "eye"));

    assertThat(change.path("before_usd").decimalValue()).isEqualByComparingTo("0");
    spend("cheap", 100, 10_000, 20_000, Grain.DAY.millis() * 3 / 2);
    change = tree(get("/v1/spend/change?window=24h", "eye"));
    assertThat(change.path("before_usd").decimalValue()).isEqualByComparingTo("0.02");
    assertThat(change.path("after_usd").decimalValue()).isEqualByComparingTo("0.06");
    // 100 x 100 -> 150 x 200 tokens at 2: volume 50 x 150 x 2, length 125 x 100 x 2.
    assertThat(change.path("volume_usd").decimalValue()).isEqualByComparingTo("0.015");
    assertThat(change.path("length_usd").decimalValue()).isEqualByComparingTo("0.025");
    assertThat(change.path("mix_usd").decimalValue()).isEqualByComparingTo("0");
    assertThat(change.path("price_usd").decimalValue()).isEqualByComparingTo("0");
  }

  @Test
  void change_badWindowOrRole_isRefused() {
    assertThat(get("/v1/spend/change?window=15m", "eye").statusCode()).isEqualTo(400);
    for (String report : List.of("change", "break-even")) {
      assertThat(get("/v1/spend/" + report, "app").statusCode()).isEqualTo(403);
      assertThat(router.get("/v1/spend/" + report).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void breakEven_ofARouterWithAMachine_namesTheTokens() {
    router.edit(
        yaml ->
            yaml.replace("routes:\n", OWN_MODEL + "routes:\n")
                .replace("[cheap, dear]", "[own, cheap]"));
    await()
        .untilAsserted(
            () -> assertThat(tree(get("/v1/spend/break-even", "eye")).path("machines")).hasSize(1));
    spend("own", 1_000, 20_000_000, 1_000_000, 0);

    JsonNode report = tree(get("/v1/spend/break-even?window=30d", "eye"));

    JsonNode machine = report.path("machines").path(0);
    assertThat(machine.path("arm").asText()).isEqualTo("own");
    assertThat(machine.path("usd_per_day").asDouble()).isEqualTo(96);
    JsonNode against = machine.path("against").path(0);
    assertThat(against.path("model").asText()).isEqualTo("dear");
    assertThat(against.path("usd_per_mtok").asDouble()).isCloseTo(10, within(1e-9));
    assertThat(against.path("break_even_tokens_per_day").asDouble()).isCloseTo(9.6e6, within(1.0));
    assertThat(against.path("is_within_capacity").asBoolean()).isTrue();
  }

  private void spend(
      String model, double requests, double tokens, double microUsd, long agoMillis) {
    Tally tally =
        Tally.NONE
            .with(Part.REQUESTS, requests)
            .with(Part.INPUT_TOKENS, tokens)
            .with(Part.MICRO_USD, microUsd);
    ledger
        .get()
        .add("auto", SpendGroup.of(Map.of(), model), tally, System.currentTimeMillis() - agoMillis)
        .toCompletableFuture()
        .join();
  }

  private HttpResponse<String> get(String path, String key) {
    return router.get(path, "authorization", "Bearer " + key + "-secret-of-the-file");
  }
}
