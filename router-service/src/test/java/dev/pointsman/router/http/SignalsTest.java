package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {

  private static TestRouter router;

  @BeforeAll
  static void start() {
    router =
        TestRouter.withRoute(
            "metrics: { resolved: { source: CHECK }, effort: { kind: float, optimize: min,"
                + " range: [1, 5] } }, implicit: { regenerate: true, abandonment: true },"
                + " horizon_hours: { user: 0.0000001 }");
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @ParameterizedTest
  @CsvSource({"resolved,true,1,1", "resolved,false,0,1", "check,0.25,0.25,1"})
  void declared_value_becomesQualityOfItsSource(
      String metric, String value, double reward, double weight) {
    String id = header(router.chat("auto", ""), "x-pointsman-decision");

    assertThat(send(id, metric, value).statusCode()).isEqualTo(202);
    JsonNode decision = router.decision(id);
    assertThat(decision.path("reward").path("value").asDouble()).isEqualTo(reward);
    assertThat(decision.path("reward").path("weight").asDouble()).isEqualTo(weight);
    assertThat(decision.path("reward").path("version").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resolved=0.5", "resolved=1", "effort=true", "effort=6", "effort=0.9"})
  void declared_valueItDoesNotTake_is400(String signal) {
    String id = header(router.chat("auto", ""), "x-pointsman-decision");
    String[] parts = signal.split("=", 2);

    HttpResponse<String> answer = send(id, parts[0], parts[1]);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("value must be");
  }

  @Test
  void declaredElsewhere_is400NamingWhatTheRouteKnows() {
    String id = header(router.chat("auto/quick", ""), "x-pointsman-decision");

    HttpResponse<String> answer = send(id, "resolved", "true");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("check, edit, rating, thumb on route quick");
  }

  @Test
  void edit_onAnotherRoute_isTheDistanceToTheTextThatWasKept() {
    String id = header(router.chat("auto/quick", ""), "x-pointsman-decision");

    assertThat(send(id, "edit", "0.25").statusCode()).isEqualTo(202);
    JsonNode decision = router.decision(id);
    assertThat(decision.path("reward").path("value").asDouble()).isEqualTo(0.75);
    assertThat(decision.path("feedback").get(0).path("tags").path("given").asText())
        .isEqualTo("0.25");
  }

  @Test
  void user_afterItsHorizon_is410WhileAChecksIsHeard() {
    String id = header(router.chat("auto", ""), "x-pointsman-decision");

    assertThat(send(id, "effort", "1").statusCode()).isEqualTo(410);
    assertThat(send(id, "resolved", "true").statusCode()).isEqualTo(202);
  }

  private static HttpResponse<String> send(String id, String metric, String value) {
    return router.post(
        "/v1/feedback",
        "{\"decision_id\":\"%s\",\"metric\":\"%s\",\"value\":%s}".formatted(id, metric, value));
  }
}
