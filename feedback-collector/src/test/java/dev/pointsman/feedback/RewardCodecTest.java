package dev.pointsman.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.Cascade.Verifier;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.OtherFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RewardCodecTest {

  private static final String SCHEMA = "0123456789abcdef";
  private static final Context CONTEXT = Context.of(new float[] {.5f, -1, 6e-8f, -0f}, 12);

  @Test
  void parse_ofWhatWasWritten_givesTheSameEntry() {
    Lesson.Graded graded = new Lesson.Graded(CONTEXT, "a & b > c", 1 / 3.0, .7, 0.1f, .25);
    List<Lesson> lessons =
        List.of(
            new Lesson.Usage(CONTEXT, "a", 12, 30, 250),
            new Lesson.Usage(CONTEXT, "größer", 12, 1e9, Double.NaN),
            new Lesson.Verified(CONTEXT, "a & b > c", true),
            new Lesson.Verified(CONTEXT, "a & b > c", false),
            graded,
            graded.of(Lesson.Part.ACCEPTED),
            graded.of(Lesson.Part.ESCALATED));
    for (Lesson lesson : lessons) {
      for (String id : List.of("decision", Samples.id(1_700_000_000_000L), "")) {
        for (RewardEntry.Facts facts : facts()) {
          RewardEntry entry = new RewardEntry("7-0", id, 1_700_000_000_005L, lesson, facts);
          byte[] bytes = RewardCodec.bytes(entry, SCHEMA);

          assertThat(RewardCodec.parse("7-0", bytes, Optional.of(SCHEMA))).isEqualTo(entry);
        }
      }
    }
  }

  @Test
  void bytes_ofSixtyFourFeatures_areSome200() {
    LoggedDecision decision = Samples.decision(1_700_000_000_000L);

    assertThat(bytes(decision)).hasSizeLessThan(220);
  }

  @Test
  void parse_seenUnderTwoSchemas_givesEachReaderItsOwn() {
    Context other = Context.of(new float[] {7, .25f}, 99);
    LoggedDecision decision =
        Samples.decision(1_700_000_000_000L)
            .seenToo(Optional.of(new OtherFeatures("schema-2", other)));
    byte[] bytes = bytes(decision);

    RewardEntry first = RewardCodec.parse("7-0", bytes, Optional.of("schema-1"));
    RewardEntry second = RewardCodec.parse("7-0", bytes, Optional.of("schema-2"));

    assertThat(contextOf(first)).isEqualTo(decision.context());
    assertThat(contextOf(RewardCodec.parse("7-0", bytes, Optional.empty())))
        .isEqualTo(decision.context());
    assertThat(contextOf(second)).isEqualTo(other);
    assertThat(second.facts()).isEqualTo(first.facts());
    assertThatThrownBy(() -> RewardCodec.parse("7-0", bytes, Optional.of("schema-3")))
        .hasMessageContaining("schema-1");
  }

  @Test
  void bytes_ofSixtyFourFeaturesUnderEachOfTwoSchemas_areSome140More() {
    LoggedDecision one = Samples.decision(1_700_000_000_000L);
    LoggedDecision two =
        one.seenToo(Optional.of(new OtherFeatures("0123456789abcdef", one.context())));

    assertThat(bytes(two).length - bytes(one).length).isBetween(128, 160);
  }

  private static Context contextOf(RewardEntry entry) {
    return ((Lesson.Usage) entry.lesson()).context();
  }

  @Test
  void parse_anyByteChanged_isRefused() {
    byte[] whole = bytes(Samples.decision(1_700_000_000_000L));
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 16;

      assertThatThrownBy(() -> RewardCodec.parse("7-0", damaged, Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("checksum of a reward entry is wrong");
    }
  }

  @Test
  void parse_cutShort_isRefused() {
    byte[] whole = bytes(Samples.decision(1_700_000_000_000L));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);

      assertThatThrownBy(() -> RewardCodec.parse("7-0", cut, Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void parse_otherFeatureSchema_isRefusedWithBothNames() {
    byte[] bytes = bytes(Samples.decision(1_700_000_000_000L));

    assertThatThrownBy(() -> RewardCodec.parse("7-0", bytes, Optional.of("schema-2")))
        .hasMessage("its features are of schema schema-1, this learner's of schema-2");
  }

  @Test
  void parse_ofArms_givesEveryArmBitForBit() {
    Arm plain = new Arm("a & b > c {1:2}", new Price(.1, 1 / 3.0, 1e-9), OptionalDouble.empty());
    Arm guessed = new Arm("ü", Price.perMtok(0, 0), OptionalDouble.of(.1 + .2)).withFamily("f:1");
    Arm cascade = Arm.of("both", new Cascade(Verifier.AGREEMENT, List.of(plain, guessed), guessed));
    Lesson.Arms told = new Lesson.Arms(List.of(plain, guessed, cascade));
    RewardEntry entry = RewardEntry.arms("7-0", 5, told);

    byte[] bytes = RewardCodec.bytes(entry, "");

    assertThat(RewardCodec.parse("7-0", bytes, Optional.of(SCHEMA))).isEqualTo(entry);
  }

  @Test
  void parse_tornArms_saysSo() {
    for (String torn : List.of("", "1:2", "1:11:x", "9:1:1")) {
      assertThatThrownBy(() -> ArmFields.parse(torn))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("arm");
    }
  }

  private static byte[] bytes(LoggedDecision decision) {
    Lesson.Usage usage = Joiner.usage(decision, Samples.ok(decision)).orElseThrow();
    RewardEntry entry =
        new RewardEntry(
            "",
            decision.id(),
            decision.tsMillis() + 900,
            usage,
            new RewardEntry.Facts(decision.arm(), .75, 2, true, 30, -1, false));
    return RewardCodec.bytes(entry, decision);
  }

  private static List<RewardEntry.Facts> facts() {
    return List.of(
        new RewardEntry.Facts("a & b > c", .1, 2, true, 10.5, 123, false),
        new RewardEntry.Facts("a", 1, 1, false, 1e300, -1, true),
        new RewardEntry.Facts(
            "a", 1, 1, true, 1, -1, false, 77, true, Optional.of(evidence(Optional.empty()))),
        new RewardEntry.Facts("a", 1, 1, true, 1, -1, false, (1 << 24) - 1, false, gold()),
        new RewardEntry.Facts("a", 1, 1, true, 1, 5, false).withStake(Optional.of(stake(0.1))),
        new RewardEntry.Facts("a", 1, 1, true, 1, 5, false).withStake(Optional.of(stake(0))));
  }

  private static Optional<Evidence> gold() {
    return Optional.of(evidence(Optional.of(new Evidence.Sampled(1, 1))));
  }

  private static Evidence evidence(Optional<Evidence.Sampled> gold) {
    return new Evidence(
        Feedback.Source.REVIEW,
        Optional.of(new Evidence.Sampled(.3, .05)),
        gold,
        List.of(new Voice(-7, 2, .3, 1), new Voice(Long.MAX_VALUE, 5, 1, .25)));
  }

  private static Stake stake(double share) {
    List<Stake.Odds> odds =
        List.of(new Stake.Odds("a".hashCode(), 1.0 / 3), new Stake.Odds(Integer.MIN_VALUE, 1));
    return new Stake("17-0", share, share > 0, 2.5, share > 0 ? List.of() : odds);
  }
}
