package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.RedisAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoRoutersIT {

  private static final String PROMPT =
      """
      {"model":"auto","messages":[{"role":"user","content":"Solve x + 3 = 10 for x."}]}\
      """;

  @TempDir Path folder;

  @Test
  void thumb_throughOneRouter_reachesTheOtherWithinASecond() throws Exception {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    try (var upstream = PlainUpstream.start();
        var first = RouterProcess.start(one, "embedded", upstream.baseUrl());
        var second =
            RouterProcess.start(two, RedisAddress.of(one.resolve("data")), upstream.baseUrl())) {
      for (int i = 0; i < 20; i++) {
        assertThat(first.post("/v1/chat/completions", PROMPT).statusCode()).isEqualTo(200);
      }
      HttpResponse<String> answer = second.post("/v1/chat/completions", PROMPT);
      String before = probe(second).version();
      thumbDown(first, answer);

      await()
          .atMost(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                Probe here = probe(first);
                Probe there = probe(second);
                assertThat(there.version()).isNotEqualTo(before).isEqualTo(here.version());
                assertThat(there.probabilities()).isEqualTo(here.probabilities());
              });
    }
  }

  @Test
  void armsChangedThroughEither_areServedByBothAndByOneThatStartsAnew() throws Exception {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    try (var upstream = PlainUpstream.start();
        var first = RouterProcess.start(one, "embedded", upstream.baseUrl())) {
      String redis = RedisAddress.of(one.resolve("data"));
      try (var second = RouterProcess.start(two, redis, upstream.baseUrl())) {
        graded(first, second);
        put(first, "/admin/v1/arms/extra", EXTRA);
        put(first, "/admin/v1/routes/auto", "{\"arms\":[\"small\",\"large\",\"extra\"]}");
        await().until(() -> probe(second).probabilities().has("extra"));
        graded(first, second);
        put(second, "/admin/v1/prices/extra", "{\"input\":9,\"output\":9}");
        put(second, "/admin/v1/routes/auto", "{\"arms\":[\"extra\",\"small\"]}");
        await().until(() -> !probe(first).probabilities().has("large"));
        graded(first, second);

        await().untilAsserted(() -> assertThat(probe(second)).isEqualTo(probe(first)));
      }
      try (var anew = RouterProcess.start(two, redis, upstream.baseUrl())) {
        assertThat(probe(anew)).isEqualTo(probe(first));
        assertThat(anew.read("/admin/v1/config").path("version").asInt()).isEqualTo(4);
      }
    }
  }

  private static final String EXTRA =
      "{\"provider\":\"local\",\"model\":\"echo-3\",\"price\":{\"input\":1,\"output\":1}}";

  /// Some answers of both, each graded.
  private static void graded(RouterProcess first, RouterProcess second) throws Exception {
    for (int i = 0; i < 6; i++) {
      RouterProcess router = i % 2 == 0 ? first : second;
      thumbDown(router, router.post("/v1/chat/completions", PROMPT));
    }
  }

  private static void put(RouterProcess router, String path, String body) throws Exception {
    HttpResponse<String> done = router.send("PUT", path, body);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
  }

  private static void thumbDown(RouterProcess router, HttpResponse<String> answer)
      throws Exception {
    String decision = answer.headers().firstValue("x-pointsman-decision").orElseThrow();
    String token = answer.headers().firstValue("x-pointsman-feedback-token").orElseThrow();
    HttpResponse<String> thumb =
        router.post(
            "/v1/feedback",
            "{\"decision_id\":\"" + decision + "\",\"metric\":\"thumb\",\"value\":false}",
            "x-pointsman-feedback-token",
            token);
    assertThat(thumb.statusCode()).isEqualTo(202);
  }

  /// What a router would do with the prompt, and by which policy.
  private static Probe probe(RouterProcess router) throws Exception {
    JsonNode route = RouterProcess.json(router.post("/v1/route", PROMPT));
    JsonNode record = router.read("/v1/decisions/" + route.path("decision_id").asText());
    return new Probe(record.path("policy_version").asText(), route.path("probabilities"));
  }

  private record Probe(String version, JsonNode probabilities) {}
}
