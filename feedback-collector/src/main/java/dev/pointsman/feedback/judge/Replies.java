package dev.pointsman.feedback.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pointsman.feedback.judge.Ruling.Abstained;
import dev.pointsman.feedback.judge.Ruling.Grade;
import dev.pointsman.feedback.judge.Ruling.Preference;

/// Reads what a judge said: one JSON object of exactly two fields, with nothing around it but white
/// space or one code fence. Anything else is no ruling. Pure, any thread.
public final class Replies {

  private static final int BEST = 10;
  private static final String FENCE = "```";

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Replies() {}

  public static Ruling read(String reply, JudgePrompt prompt) {
    if (reply.contains(prompt.canary())) {
      return Abstained.CANARY;
    }
    JsonNode tree;
    try {
      tree = STRICT.readTree(unfenced(reply.strip()));
    } catch (JsonProcessingException e) {
      return Abstained.SCHEMA;
    }
    if (!tree.isObject() || tree.size() != 2 || !tree.path("id").isTextual()) {
      return Abstained.SCHEMA;
    }
    Ruling ruling = prompt.isPair() ? preference(tree.path("better")) : grade(tree.path("grade"));
    boolean isOurs = tree.path("id").textValue().equals(prompt.id());
    return isOurs || ruling instanceof Abstained ? ruling : Abstained.FOREIGN;
  }

  private static Ruling grade(JsonNode grade) {
    boolean fits = grade.isIntegralNumber() && grade.canConvertToInt();
    int value = grade.intValue();
    return fits && value >= 0 && value <= BEST
        ? new Grade((double) value / BEST)
        : Abstained.SCHEMA;
  }

  private static Ruling preference(JsonNode better) {
    return switch (better.asText("")) {
      case "first" -> Preference.FIRST;
      case "second" -> Preference.SECOND;
      case "neither" -> Preference.NEITHER;
      default -> Abstained.SCHEMA;
    };
  }

  private static String unfenced(String reply) {
    int line = reply.indexOf('\n');
    boolean isFenced =
        reply.startsWith(FENCE) && reply.endsWith(FENCE) && line > 0 && line < reply.length() - 3;
    return isFenced ? reply.substring(line + 1, reply.length() - FENCE.length()) : reply;
  }
}
