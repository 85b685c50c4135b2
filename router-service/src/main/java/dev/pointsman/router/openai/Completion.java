package dev.pointsman.router.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.billing.Quantities;
import java.util.Optional;

/// What is read of an answer, or of one event of a streamed answer: who says it answered, and what
/// it used.
public record Completion(Optional<Quantities> counted, String model, boolean hasChoices) {

  public static Completion of(JsonNode body) {
    return new Completion(
        UsageReader.ofBody(body), body.path("model").asText(""), !body.path("choices").isEmpty());
  }
}
