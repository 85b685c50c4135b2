package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A machine at 3.60 USD an hour that gets through 100 tokens a second: a token carries 10
/// micro-USD. It works on two requests at once.
class HostedArmTest {

  private static final String CONFIG =
      """
      providers:
        gpu: { base_url: UPSTREAM/v1, api_key: none }
      models:
        - { id: own, provider: gpu, model: own-1, context: 8000, quality_prior: 0.8,
            price: { usd_per_hour: 3.6, tokens_per_s: 100, max_concurrency: 2, max_wait_ms: 1000 } }
        - { id: api, provider: gpu, model: api-1, context: 8000, quality_prior: 0.8,
            price: { input: 10, output: 10 } }
        - { id: half, provider: gpu, model: own-1, context: 8000, quality_prior: 0.8,
            price: { usd_per_hour: 3.6, tokens_per_s: 100, max_concurrency: 2, utilisation: 0.5 } }
      routes:
        auto: { arms: [own, api], learner: lints }
        alone: { arms: [own], learner: mean }
      """;

  private final TestRouter router = TestRouter.of(CONFIG);
  private final List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();

  @BeforeEach
  void script() {
    String answer = ScriptedUpstream.completion("m", "ok", 10, 5);
    router.upstream.answer("own-1", 200, answer);
    router.upstream.answer("api-1", 200, answer);
  }

  @AfterEach
  void stop() {
    release();
    router.close();
  }

  @Test
  void answer_carriesItsPartOfTheHour() {
    JsonNode predicted = routed("auto", "").path("predicted");
    assertThat(predicted.at("/own/cost_usd").asDouble())
        .as("the same price by the token, the same expectation before anything is learnt")
        .isCloseTo(predicted.at("/api/cost_usd").asDouble(), within(1e-9))
        .isPositive();

    assertThat(header(router.chat("own", ""), "x-pointsman-cost-usd")).isEqualTo("0.000150");
    assertThat(header(router.chat("half", ""), "x-pointsman-cost-usd")).isEqualTo("0.000300");
  }

  @Test
  void unseenArm_isExpectedToTakeWhatItsFiguresSay() {
    JsonNode predicted = routed("auto", "").path("predicted");

    double tokens = predicted.at("/own/cost_usd").asDouble() / 10e-6;
    assertThat(predicted.at("/own/latency_ms").asDouble()).isCloseTo(tokens * 20, within(1.0));
    assertThat(predicted.at("/api/latency_ms").isNull()).isTrue();
  }

  @Test
  void queue_isInTheLatency_andBoundsWhoIsEligible() {
    double alone = routed("auto", "").at("/predicted/own/latency_ms").asDouble();
    hold(1);
    assertThat(routed("auto", "").at("/predicted/own/latency_ms").asDouble()).isEqualTo(alone);

    hold(2);
    JsonNode full = routed("auto", "");

    double wait = routed("alone", "").at("/predicted/own/latency_ms").asDouble() - alone;
    assertThat(wait).as("one answer must end first").isGreaterThan(1_000);
    assertThat(full.path("eligible").toString()).isEqualTo("[\"api\"]");
    assertThat(full.path("probabilities").path("api").asDouble()).isEqualTo(1);
    assertThat(full.path("reasons").toString())
        .contains("own is left out: it has too long a queue");
    HttpResponse<String> hurried =
        router.post("/v1/route", body("alone", "\"max_latency_ms\":" + (long) (alone + wait / 2)));
    assertThat(hurried.statusCode()).isEqualTo(422);
    assertThat(hurried.body()).contains("max_latency_ms");

    release();
    await().untilAsserted(() -> assertThat(routed("auto", "").path("eligible")).hasSize(2));
  }

  /// Until so many calls to the machine are under way.
  private void hold(int count) {
    router.upstream.script("own-1", (request, response) -> held.add(response));
    while (waiting.size() < count) {
      waiting.add(CompletableFuture.supplyAsync(() -> router.chat("own", "")));
    }
    await().until(() -> held.size() == count);
  }

  private void release() {
    String answer = ScriptedUpstream.completion("m", "ok", 10, 5);
    held.forEach(response -> ScriptedUpstream.json(response, 200, answer));
    held.clear();
    waiting.forEach(CompletableFuture::join);
    waiting.clear();
  }

  private JsonNode routed(String route, String terms) {
    return tree(router.post("/v1/route", body(route, terms)));
  }

  private static String body(String route, String terms) {
    String model = route.equals("auto") ? "auto" : "auto/" + route;
    return "{\"model\":\"%s\",%s,\"pointsman\":{%s}}".formatted(model, TestRouter.MESSAGES, terms);
  }
}
