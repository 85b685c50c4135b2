package dev.pointsman.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Lesson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Entries as version 1 wrote them.
class RewardFieldsTest {

  private static final Context CONTEXT = Context.of(new float[] {.5f, -1}, 12);
  private static final String REPLACED = "AAAAAAAA8D8AAAAAAADwPwAAAAAAAAAAAAAAAAAA0D8";
  private static final RewardEntry.Facts FACTS =
      new RewardEntry.Facts("a & b > c", .5, 2, true, 10, 123, false);

  @Test
  void parse_ofVersion1_givesTheLesson() {
    Lesson.Graded graded = new Lesson.Graded(CONTEXT, "a", 1, 1, 0, .25);
    Map<String, Lesson> lessons =
        Map.of(
            "outcome AAAAAAAAKEAAAAAAAAA+QAAAAAAAQG9A",
            new Lesson.Usage(CONTEXT, "a", 12, 30, 250),
            "verified AAAAAAAA8D8",
            new Lesson.Verified(CONTEXT, "a", true),
            "reward " + REPLACED,
            graded,
            "reward accepted " + REPLACED,
            graded.of(Lesson.Part.ACCEPTED),
            "reward escalated " + REPLACED,
            graded.of(Lesson.Part.ESCALATED));

    lessons.forEach(
        (written, lesson) -> {
          int numbers = written.lastIndexOf(' ');
          Map<String, String> texts =
              texts(written.substring(0, numbers), written.substring(numbers + 1));

          assertThat(RewardFields.parse("7-0", texts, Optional.of("schema")))
              .isEqualTo(new RewardEntry("7-0", "decision", 5, lesson, FACTS));
        });
  }

  @Test
  void parse_otherVersionOrSchema_isRefused() {
    Map<String, String> texts = texts("verified", "AAAAAAAA8D8");

    assertThatThrownBy(() -> RewardFields.parse("7-0", texts, Optional.of("other")))
        .hasMessageContaining("schema schema, this learner's of other");
    texts.put("v", "7");
    assertThatThrownBy(() -> RewardFields.parse("7-0", texts, Optional.empty()))
        .hasMessageContaining("version 7");
  }

  private static Map<String, String> texts(String kind, String numbers) {
    Map<String, String> texts =
        new HashMap<>(
            Map.of(
                "v", "1", "kind", kind, "id", "decision", "ts", "5", "feature_schema", "schema"));
    texts.putAll(Map.of("features", "ADgAvA", "input_tokens", "12"));
    texts.putAll(Map.of("taught", "a", "numbers", numbers, "arm", "a & b > c", "p", "0.5"));
    texts.putAll(Map.of("eligible", "2", "routable", "1", "lambda", "10.0"));
    texts.put("cost_micro_usd", "123");
    return texts;
  }
}
