package dev.pointsman.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Lesson;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewardFieldsTest {

  private static final Context CONTEXT = Context.of(new float[] {.5f, -1}, 12);

  @Test
  void parse_ofWhatWasWritten_givesTheSameLesson() {
    Lesson.Graded graded = new Lesson.Graded(CONTEXT, "a & b > c", 1, 1, 0, .25);
    List<Lesson> lessons =
        List.of(
            new Lesson.Usage(CONTEXT, "a", 12, 30, 250),
            new Lesson.Verified(CONTEXT, "a & b > c", true),
            new Lesson.Verified(CONTEXT, "a & b > c", false),
            graded,
            graded.of(Lesson.Part.ACCEPTED),
            graded.of(Lesson.Part.ESCALATED));
    RewardEntry.Facts facts = new RewardEntry.Facts("a & b > c", .5, 2, true, 10, 123, false);
    for (Lesson lesson : lessons) {
      RewardEntry entry = new RewardEntry("7-0", "decision", 5, lesson, facts);

      assertThat(RewardFields.parse("7-0", RewardFields.of(entry, "schema"))).isEqualTo(entry);
    }
  }
}
