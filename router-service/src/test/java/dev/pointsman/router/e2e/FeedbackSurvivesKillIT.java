package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedbackSurvivesKillIT {

  private static final String CHAT =
      """
      {"model":"auto","messages":[{"role":"user","content":"Is all well?"}]}\
      """;

  private static final String CANDIDATE = ", candidate: { learner: lints, canary: 0.2 }";

  @TempDir Path folder;

  /// And a canary is still one.
  @Test
  void feedback_routerKilledRightAfterTheAcknowledgement_isStillThereAndCountedOnce()
      throws Exception {
    try (var upstream = PlainUpstream.start()) {
      List<String> decisions = new ArrayList<>();
      var first = RouterProcess.start(folder, "embedded", upstream.baseUrl(), CANDIDATE);
      assertThat(first.post("/admin/v1/candidate", "{\"move\":\"promote\"}").statusCode())
          .isEqualTo(200);
      await().until(() -> stage(first).equals("canary"));
      List<ProcessHandle> family = first.family();
      for (int i = 0; i < 5; i++) {
        decisions.add(chatAndThumb(first, i));
      }
      first.kill();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> family.stream().noneMatch(ProcessHandle::isAlive));

      try (var second = RouterProcess.start(folder, "embedded", upstream.baseUrl(), CANDIDATE)) {
        assertThat(stage(second)).isEqualTo("canary");
        for (String decision : decisions) {
          await()
              .atMost(Duration.ofSeconds(10))
              .untilAsserted(
                  () -> {
                    JsonNode record = second.read("/v1/decisions/" + decision);
                    assertThat(record.at("/feedback").size()).isEqualTo(1);
                    assertThat(record.at("/reward/value").asDouble(-1)).isEqualTo(1.0);
                  });
        }
        JsonNode frontier = second.read("/v1/frontier?route=auto&window=all");
        assertThat(livePoint(frontier).path("n_rewarded").asInt()).isEqualTo(5);
      }
    }
  }

  private static String stage(RouterProcess router) throws Exception {
    return router.read("/admin/v1/candidate").at("/candidate/stage").asText();
  }

  private static String chatAndThumb(RouterProcess router, int number) throws Exception {
    HttpResponse<String> answer = router.post("/v1/chat/completions", CHAT);
    assertThat(answer.statusCode()).isEqualTo(200);
    String decision = answer.headers().firstValue("x-pointsman-decision").orElseThrow();
    String token = answer.headers().firstValue("x-pointsman-feedback-token").orElseThrow();
    HttpResponse<String> thumb =
        router.post(
            "/v1/feedback",
            "{\"decision_id\":\"" + decision + "\",\"metric\":\"thumb\",\"value\":true}",
            "x-pointsman-feedback-token",
            token,
            "idempotency-key",
            "thumb-" + number);
    assertThat(thumb.statusCode()).isEqualTo(202);
    return decision;
  }

  private static JsonNode livePoint(JsonNode frontier) {
    for (JsonNode point : frontier.path("points")) {
      if (point.path("kind").asText().equals("live")) {
        return point;
      }
    }
    throw new AssertionError("no live point in " + frontier);
  }
}
