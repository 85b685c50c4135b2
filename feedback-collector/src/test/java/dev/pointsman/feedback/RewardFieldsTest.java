package dev.pointsman.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.Cascade.Verifier;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Price;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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

  @Test
  void parse_ofArms_givesEveryArmBitForBit() {
    Arm plain = new Arm("a & b > c {1:2}", new Price(.1, 1 / 3.0, 1e-9), OptionalDouble.empty());
    Arm guessed = new Arm("ü", Price.perMtok(0, 0), OptionalDouble.of(.1 + .2)).withFamily("f:1");
    Arm cascade = Arm.of("both", new Cascade(Verifier.AGREEMENT, List.of(plain, guessed), guessed));
    Lesson.Arms told = new Lesson.Arms(List.of(plain, guessed, cascade));
    RewardEntry entry = RewardEntry.arms("7-0", 5, told);

    Map<String, String> written = RewardFields.of(entry, "schema");

    assertThat(RewardFields.parse("7-0", written)).isEqualTo(entry);
    assertThat(RewardFields.featureSchema(written)).isEmpty();
  }

  @Test
  void parse_tornArms_saysSo() {
    RewardEntry entry = RewardEntry.arms("7-0", 5, new Lesson.Arms(List.of()));
    Map<String, String> written = RewardFields.of(entry, "schema");
    for (String torn : List.of("", "1:2", "1:11:x", "9:1:1")) {
      written.put("arms", torn);
      assertThatThrownBy(() -> RewardFields.parse("7-0", written))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("arm");
    }
  }
}
