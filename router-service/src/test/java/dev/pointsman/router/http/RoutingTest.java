package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.MESSAGES;
import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {

  private static TestRouter router;

  @BeforeAll
  static void start() {
    router = new TestRouter();
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  /// With a false-alarm rate of 1 in 10,000: the 0.9999 quantile of chi-square, 1 degree, is 15.14.
  @Test
  void route_twoThousandDraws_followTheStatedProbabilities() {
    String body = "{\"model\":\"auto\"," + MESSAGES + ",\"pointsman\":{\"value\":0.1}}";
    Map<String, Integer> drawn = new HashMap<>();
    JsonNode probabilities;
    int n = 2_000;
    // A router of its own: what another test's outcome teaches would move the probabilities.
    try (var untaught = new TestRouter()) {
      probabilities = tree(untaught.post("/v1/route", body)).path("probabilities");
      for (int i = 0; i < n; i++) {
        JsonNode answer = tree(untaught.post("/v1/route", body));
        drawn.merge(answer.path("arm").asText(), 1, Integer::sum);
        assertThat(answer.path("probabilities")).isEqualTo(probabilities);
      }
    }

    double chiSquare = 0;
    for (var entry : probabilities.properties()) {
      double expected = n * entry.getValue().asDouble();
      double off = drawn.getOrDefault(entry.getKey(), 0) - expected;
      chiSquare += off * off / expected;
    }
    assertThat(probabilities).hasSize(2);
    assertThat(chiSquare).as("drawn %s of %s", drawn, probabilities).isLessThan(15.14);
  }

  @Test
  void route_answer_holdsPredictionsAndReasons() {
    JsonNode answer = tree(router.post("/v1/route", "{\"model\":\"auto\"," + MESSAGES + "}"));

    assertThat(answer.path("route").asText()).isEqualTo("auto");
    assertThat(answer.path("eligible")).hasSize(2);
    assertThat(answer.path("reasons")).isNotEmpty();
    JsonNode predicted = answer.path("predicted").path("dear");
    assertThat(predicted.path("quality").asDouble()).isBetween(0.0, 1.0);
    assertThat(predicted.path("cost_usd").asDouble()).isPositive();
    assertThat(predicted.has("latency_ms")).isTrue();
    JsonNode decision = router.decision(answer.path("decision_id").asText());
    assertThat(decision.path("outcome").isNull()).isTrue();
  }

  @Test
  void explore_false_takesTheBestArmSurelyAndIsNotRoutable() {
    String body = "{\"model\":\"auto\"," + MESSAGES + ",\"pointsman\":{\"explore\":false}}";
    JsonNode first = tree(router.post("/v1/route", body));

    for (int i = 0; i < 20; i++) {
      JsonNode answer = tree(router.post("/v1/route", body));
      assertThat(answer.path("arm")).isEqualTo(first.path("arm"));
      assertThat(answer.path("probabilities").path(answer.path("arm").asText()).asDouble())
          .isEqualTo(1);
    }
    JsonNode decision = router.decision(first.path("decision_id").asText());
    assertThat(decision.path("routable").asBoolean()).isFalse();
  }

  @Test
  void longPrompt_leavesOutTheArmItDoesNotFit() {
    String prompt = "word ".repeat(8_000);
    JsonNode answer =
        tree(
            router.post(
                "/v1/route",
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\""
                    + prompt
                    + "\"}]}"));

    assertThat(answer.path("eligible")).hasSize(1);
    assertThat(answer.path("arm").asText()).isEqualTo("dear");
    assertThat(answer.path("reasons").toString())
        .contains("cheap is left out: it cannot hold about")
        .contains("tokens (context)");
  }

  @Test
  void models_listRoutesAndArms() {
    JsonNode models = tree(router.get("/v1/models"));

    assertThat(models.path("data").findValuesAsText("id"))
        .containsExactly("auto", "auto/auto", "auto/quick", "cheap", "dear");
  }

  @Test
  void sdk_unmodified_completesPlainAndStreamed() {
    OpenAIClient client =
        OpenAIOkHttpClient.builder().apiKey("any").baseUrl(router.uri("/v1").toString()).build();
    ChatCompletionCreateParams params =
        ChatCompletionCreateParams.builder()
            .model("auto")
            .addUserMessage("What is 17 * 23?")
            .build();
    for (String model : List.of("cheap-1", "dear-1")) {
      router.upstream.script(
          model,
          (request, response) -> {
            if (request.path("stream").asBoolean()) {
              response.putHeader("content-type", "text/event-stream");
              response.end(
                  ScriptedUpstream.piece(model, "3")
                      + ScriptedUpstream.piece(model, "91")
                      + ScriptedUpstream.usage(model, 10, 2)
                      + ScriptedUpstream.DONE);
              return;
            }
            ScriptedUpstream.json(response, 200, ScriptedUpstream.completion(model, "391", 10, 2));
          });
    }

    ChatCompletion plain = client.chat().completions().create(params);
    String streamed;
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params)) {
      streamed =
          stream.stream()
              .flatMap(chunk -> chunk.choices().stream())
              .flatMap(choice -> choice.delta().content().stream())
              .collect(Collectors.joining());
    }

    assertThat(plain.choices().getFirst().message().content()).contains("391");
    assertThat(streamed).isEqualTo("391");
    client.close();
  }

  @Test
  void manyClients_eachGetTheirOwnAnswer() throws ExecutionException, InterruptedException {
    for (String model : List.of("cheap-1", "dear-1")) {
      router.upstream.script(
          model,
          (request, response) ->
              ScriptedUpstream.json(
                  response,
                  200,
                  ScriptedUpstream.completion(
                      model, request.path("messages").path(0).path("content").asText(), 3, 1)));
    }
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < 64; client++) {
        int number = client;
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 10; i++) {
                    String words = "client " + number + " turn " + i;
                    HttpResponse<String> answer =
                        router.post(
                            "/v1/chat/completions",
                            "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\""
                                + words
                                + "\"}]}");
                    assertThat(answer.body()).contains(words);
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  @Test
  void frontierMetricsAndDashboard_tellOfWhatHappened() {
    HttpResponse<String> chat = router.chat("auto", "");
    router.post(
        "/v1/feedback",
        "{\"decision_id\":\""
            + header(chat, "x-pointsman-decision")
            + "\",\"metric\":\"thumb\",\"value\":true}");

    await()
        .untilAsserted(
            () -> {
              JsonNode frontier = tree(router.get("/v1/frontier?route=auto&window=15m"));
              assertThat(frontier.path("points").findValuesAsText("arm"))
                  .containsExactly("cheap", "dear");
              JsonNode live = frontier.path("points").path(0);
              assertThat(live.path("kind").asText()).isEqualTo("live");
              assertThat(live.path("n_rewarded").asInt()).isPositive();
              assertThat(live.path("cost_usd").path("mean").isNumber()).isTrue();
            });
    JsonNode other = tree(router.get("/v1/frontier?route=quick"));
    assertThat(other.path("points").path(1).path("quality").path("mean").isNull()).isTrue();
    assertThat(router.get("/metrics").body())
        .contains("pointsman_decisions_total{arm=")
        .contains("pointsman_outcomes_total{route=\"auto\",status=\"ok\"}")
        .contains("pointsman_reward_sum{route=\"auto\"}")
        .contains("pointsman_decision_seconds_bucket")
        .contains("pointsman_fold_lag_seconds{route=\"auto\"}")
        .contains("pointsman_journal_dropped_total")
        .contains("pointsman_policy_version_info{route=\"auto\",version=\"");
    JsonNode state = tree(router.get("/dashboard/state?route=auto"));
    assertThat(state.path("requests").asInt()).isPositive();
    assertThat(state.path("decisions")).isNotEmpty();
    assertThat(state.path("series")).isNotEmpty();
    assertThat(state.path("shares")).hasSize(2);
    assertThat(tree(router.get("/openapi.json")).path("openapi").asText()).startsWith("3.1");
    assertThat(router.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(router.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(router.get("/webjars/echarts/5.3.1/dist/echarts.min.js").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"budget_usd_per_request: 0.00001, cheap", "min_quality: 0.85, dear"})
  void route_objectiveIsAnAim_setsLambdaForIt(String objective, String arm) {
    try (var paced = TestRouter.withRoute("objective: { " + objective + " }")) {
      int asAimed = 0;
      for (int round = 0; round < 10 && asAimed <= 40; round++) { // Lambda follows in its own time.
        asAimed = 0;
        for (int i = 0; i < 50; i++) {
          HttpResponse<String> answer = paced.chat("auto", "");
          asAimed += header(answer, "x-pointsman-arm").equals(arm) ? 1 : 0;
        }
      }

      assertThat(asAimed).isGreaterThan(40);
      assertThat(paced.get("/metrics").body()).contains("pointsman_lambda{route=\"auto\"}");
    }
  }
}
