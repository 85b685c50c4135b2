package dev.pointsman.router.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.router.demo.fleet.Ladder;
import dev.pointsman.router.demo.traffic.Tally;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole demo in this process, with its own Redis, over HTTP.
class DemoTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Set<String> EVERYBODY = Set.of("check", "judge", "shadow", "user");

  @TempDir private Path folder = Path.of(".");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void demo_simulatedFleet_usersAreAnsweredThumbsCountAndAllEnds() throws Exception {
    int port;
    try (Demo demo = Demo.start(Scene.simulated(7), new Demo.Settings(0, folder, 40, 3, 7))) {
      port = demo.port();
      await().atMost(PATIENCE).until(() -> demo.tally().thumbs() >= 20);
      Tally tally = demo.tally();
      assertThat(tally.failed()).as("of %s", tally).isLessThan(tally.answered() / 20 + 1);

      await()
          .atMost(PATIENCE)
          .until(() -> json(port, "/dashboard/state").path("rewarded").asInt() >= 10);
      JsonNode state = json(port, "/dashboard/state");
      assertThat(state.path("arms")).hasSize(Ladder.MODELS.size());
      assertThat(state.path("spend_usd").asDouble()).isPositive();
      await().atMost(PATIENCE).until(() -> spoken(port).containsAll(EVERYBODY));
      assertThat(get(port, "/").body()).contains("What a dollar buys");
      assertThat(get(port, "/webjars/echarts/5.3.1/dist/echarts.min.js").statusCode())
          .isEqualTo(200);
      assertThat(ask(port, "What is 17 * 23?").path("choices")).hasSize(1);
    }

    Assertions.assertThatThrownBy(() -> get(port, "/")).isInstanceOf(ConnectException.class);
  }

  @Test
  void demo_recordedTable_costsAndScoresAreTheRecordedOnes() throws Exception {
    Path table = Tables.write(folder);
    Scene scene =
        Scene.recorded(
            List.of(table),
            List.of(Tables.prices(folder)),
            List.of(Tables.BY_TOKENS, Tables.BY_COST));
    try (Demo demo = Demo.start(scene, new Demo.Settings(0, folder, 40, 0, 3))) {
      await().atMost(PATIENCE).until(() -> demo.tally().thumbs() >= 20);

      JsonNode cheap = askModel(demo.port(), Tables.BY_TOKENS, "Question 3?");
      assertThat(cheap.at("/choices/0/message/content").asText()).isEqualTo("Answer: B");
      assertThat(cheap.at("/usage/prompt_tokens").asInt()).isEqualTo(100);
      assertThat(cheap.at("/usage/completion_tokens").asInt()).isEqualTo(50);

      HttpResponse<String> dear = post(demo.port(), Tables.BY_COST, "Question 3?");
      assertThat(Double.parseDouble(dear.headers().firstValue("x-pointsman-cost-usd").orElse("0")))
          .isCloseTo(0.0123, within(1e-6));
      assertThat(askModel(demo.port(), Tables.BY_COST, "Who are you?").toString())
          .contains("recording of " + Tables.BY_COST);
    }
  }

  /// Whose grades were learnt from.
  private Set<String> spoken(int port) throws IOException, InterruptedException {
    Set<String> sources = new TreeSet<>();
    for (JsonNode signal : json(port, "/dashboard/state").path("signals")) {
      if (signal.path("n").asInt() > 0) {
        sources.add(signal.path("source").asText());
      }
    }
    return sources;
  }

  private JsonNode json(int port, String path) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get(port, path + "?route=auto").body());
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode ask(int port, String prompt) throws IOException, InterruptedException {
    return askModel(port, "auto", prompt);
  }

  private JsonNode askModel(int port, String model, String prompt)
      throws IOException, InterruptedException {
    HttpResponse<String> response = post(port, model, prompt);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private HttpResponse<String> post(int port, String model, String prompt)
      throws IOException, InterruptedException {
    String body =
        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(model, prompt);
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
