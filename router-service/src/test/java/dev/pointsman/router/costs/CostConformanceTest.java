package dev.pointsman.router.costs;

import static dev.pointsman.router.TestRouter.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import dev.pointsman.router.billing.PriceList;
import dev.pointsman.router.openai.EventSplitter;
import dev.pointsman.router.openai.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every case of `costs/`, asked over HTTP of a router whose provider answers as the case says.
class CostConformanceTest {

  private static final List<CostCase> CASES = CostCase.all();
  private static TestRouter router;

  @BeforeAll
  static void start() {
    router = CostRouter.over(CASES);
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  static List<CostCase> cases() {
    return CASES;
  }

  @Test
  void cases_nameEveryComplaint() {
    assertThat(CASES).hasSizeGreaterThanOrEqualTo(45);
    assertThat(CASES.stream().map(one -> one.text("about", "")))
        .filteredOn(about -> about.matches("(?s).*(LiteLLM|Bifrost|TensorZero) #.*"))
        .extracting(about -> about.replaceAll("(?s).*?(\\w+ #\\d+).*", "$1"))
        .contains(
            "LiteLLM #36168",
            "LiteLLM #36083",
            "LiteLLM #11789",
            "LiteLLM #14849",
            "LiteLLM #9812",
            "Bifrost #5354",
            "Bifrost #3451",
            "Bifrost #904",
            "TensorZero #1791");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void bill_isTheOneWorkedOutByHand(CostCase one) throws IOException {
    assertThat(one.sum()).as("sum").isEqualTo(one.microUsd());

    Answer answer = one.text("ends", "well").equals("client leaves") ? left(one) : whole(one);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode outcome = outcome(answer.decision());
    assertThat(outcome.path("status").asText()).isEqualTo(one.text("status", "ok"));
    one.tree()
        .path("tokens")
        .properties()
        .forEach(
            count ->
                assertThat(outcome.path("tokens").path(count.getKey()).asInt())
                    .as(count.getKey() + " of " + outcome)
                    .isEqualTo(count.getValue().asInt()));
    assertThat(outcome.path("cost_micro_usd").asLong()).isEqualTo(one.microUsd());
    assertThat(outcome.path("estimated").asBoolean())
        .as("estimated")
        .isEqualTo(one.tree().path("estimated").asBoolean());
    assertThat(outcome.path("served_by").asText()).isEqualTo(one.name());
    assertUpstreamSaw(one);
    if (one.tree().has("sees")) {
      assertClientSaw(one, answer.body());
    }
    if (!one.isStream()) {
      assertThat(answer.costUsd()).isEqualTo(PriceList.usd(one.microUsd()));
    }
  }

  /// What a client got.
  private record Answer(int status, String decision, String costUsd, String body) {
    static Answer of(HttpResponse<?> response, String body) {
      return new Answer(
          response.statusCode(),
          header(response, "x-pointsman-decision"),
          header(response, "x-pointsman-cost-usd"),
          body);
    }
  }

  private static Answer whole(CostCase one) {
    HttpResponse<String> response = router.post(one.path(), one.body());
    return Answer.of(response, response.body());
  }

  /// Leaves when the last of the upstream's words have come.
  private static Answer left(CostCase one) throws IOException {
    HttpResponse<InputStream> response = router.open(one.path(), one.body());
    StringBuilder read = new StringBuilder();
    try (InputStream in = response.body()) {
      while (!read.toString().contains(one.text("until", "?"))) {
        int next = in.read();
        assertThat(next).as("until, in " + read).isNotNegative();
        read.append((char) next);
      }
    }
    return Answer.of(response, read.toString());
  }

  private static JsonNode outcome(String decision) {
    await().until(() -> router.decision(decision).path("outcome").isObject());
    return router.decision(decision).path("outcome");
  }

  private static void assertUpstreamSaw(CostCase one) {
    JsonNode sent =
        router.upstream.bodies.stream()
            .filter(body -> body.path("model").asText().equals(one.name()))
            .reduce((first, last) -> last)
            .orElseThrow();
    assertThat(sent.has("pointsman")).isFalse();
    boolean asked = sent.path("stream_options").path("include_usage").asBoolean();
    assertThat(asked)
        .as("asked for usage")
        .isEqualTo(one.isStream() && !one.isAnthropic() && !one.tree().has("stream_usage"));
  }

  private static void assertClientSaw(CostCase one, String body) {
    List<JsonNode> said = new ArrayList<>();
    if (one.isStream()) {
      for (String event : new EventSplitter().feed(body.getBytes(StandardCharsets.UTF_8))) {
        Json.read(EventSplitter.data(event)).ifPresent(said::add);
      }
    } else {
      said.add(Json.read(body).orElseThrow());
    }
    if (one.text("sees", "").equals("nothing")) {
      assertThat(said)
          .noneMatch(tree -> tree.findValues("usage").stream().anyMatch(JsonNode::isObject));
      assertThat(said).noneMatch(tree -> tree.has("pointsman"));
      return;
    }
    JsonNode last =
        said.stream()
            .map(tree -> tree.has("response") ? tree.path("response") : tree)
            .filter(tree -> tree.path("usage").isObject())
            .reduce((first, next) -> next)
            .orElseThrow(() -> new AssertionError("no usage in " + body));
    one.tree()
        .path("sees")
        .properties()
        .forEach(
            field ->
                assertThat(last.path("usage").path(field.getKey()))
                    .as(field.getKey() + " of " + last.path("usage"))
                    .hasToString(field.getValue().toString()));
    if (one.isStream()) {
      assertThat(last.path("pointsman").path("cost_usd").decimalValue())
          .isEqualByComparingTo(new BigDecimal(PriceList.usd(one.microUsd())));
      assertThat(last.path("pointsman").has("estimated"))
          .isEqualTo(one.tree().path("estimated").asBoolean());
    }
  }
}
