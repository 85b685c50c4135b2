package dev.pointsman.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Seeds;
import dev.pointsman.feedback.Evidence;
import dev.pointsman.feedback.Evidence.Sampled;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.RewardEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Coverage over many seeds: of 400 intervals of 95 %, 380 are expected to hold the truth with a
/// deviation of 4.4; fewer than 364 (3.7 deviations) happen once in some thousand times.
class SampledQualityTest {

  private static final int SEEDS = 400;
  private static final int LEAST = 364;
  private static final double JUDGE_SAYS_GOOD_OF_BAD = 0.3;

  /// What a route is asked: shares of answers that gold and a judge see, and the size of
  /// conversations, whose answers are good or bad together.
  private record Asking(double gold, double judge, int conversation) {}

  private record Tally(int holds, double width, int powered) {}

  /// Easy prompts (half of them): both arms .9; hard ones: cheap .2, dear .8. The dear arm is drawn
  /// for hard prompts mostly; the model expects .7 of everything.
  private static List<Sample> log(int n, Asking asking, long seed) {
    Random random = new Random(Seeds.mix(seed));
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int conversation = i / asking.conversation;
      long shared = Seeds.mix(Seeds.mix(seed) + conversation);
      boolean isHard = Seeds.uniform(shared) < 0.5;
      double luck = Seeds.uniform(shared + 1);
      double dearly = isHard ? 0.8 : 0.3;
      int arm = random.nextDouble() < dearly ? 1 : 0;
      double skill = !isHard ? 0.9 : arm == 1 ? 0.8 : 0.2;
      double quality = (asking.conversation > 1 ? luck : random.nextDouble()) < skill ? 1 : 0;
      boolean isBad = quality == 0;
      double grade = isBad && random.nextDouble() > JUDGE_SAYS_GOOD_OF_BAD ? 0.1 : 0.9;
      // A judge looks twice as often where the prompt is hard.
      double judgeAt = asking.judge * (isHard ? 2 : 1);
      Optional<Sampled> judged = drawn(random, judgeAt, grade);
      Optional<Sampled> gold = drawn(random, asking.gold, quality);
      Prediction guess = new Prediction(0.7, 0.1, 0.001, Double.NaN);
      double p = arm == 1 ? dearly : 1 - dearly;
      Sample bare = new Sample(i, arm, facts(p, conversation + 1), List.of(guess, guess));
      samples.add(
          judged.isEmpty() && gold.isEmpty()
              ? bare
              : bare.withReward(
                  gold.or(() -> judged).orElseThrow().value(),
                  1,
                  Asked.of(Optional.of(new Evidence(Source.CHECK, judged, gold)))));
    }
    return samples;
  }

  private static Optional<Sampled> drawn(Random random, double probability, double value) {
    return random.nextDouble() < probability
        ? Optional.of(new Sampled(value, probability))
        : Optional.empty();
  }

  private static RewardEntry.Facts facts(double propensity, int conversation) {
    return new RewardEntry.Facts(
        "", propensity, 2, true, 1, -1, false, conversation, false, Optional.empty());
  }

  private static Tally tally(
      Asking asking, double truth, Function<Frontier, Frontier.Point> point) {
    int holds = 0;
    int powered = 0;
    double width = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Frontier frontier = Frontier.of(log(3_000, asking, seed), List.of("cheap", "dear"), 1);
      Frontier.Point of = point.apply(frontier);
      Interval interval = of.quality().orElseThrow();
      holds += interval.lo() <= truth && truth <= interval.hi() ? 1 : 0;
      width += (interval.hi() - interval.lo()) / SEEDS;
      powered += of.basis() == Basis.PREDICTION_POWERED ? 1 : 0;
    }
    return new Tally(holds, width, powered);
  }

  private static Frontier.Point cheap(Frontier frontier) {
    return frontier.points().get(1);
  }

  private static Frontier.Point live(Frontier frontier) {
    return frontier.points().getFirst();
  }

  /// cheap: (.9 + .2) / 2; live: (.9 + .2 x .2 + .8 x .8) / 2.
  @Test
  void interval_goldOnFewAndABiasedJudgeOnMany_coversTheTruthAndIsNarrower() {
    Asking both = new Asking(0.15, 0.4, 1);
    Asking goldAlone = new Asking(0.15, 0, 1);

    Tally arm = tally(both, 0.55, SampledQualityTest::cheap);
    Tally live = tally(both, 0.79, SampledQualityTest::live);
    Tally plain = tally(goldAlone, 0.79, SampledQualityTest::live);

    assertThat(arm.holds()).isGreaterThanOrEqualTo(LEAST);
    assertThat(live.holds()).isGreaterThanOrEqualTo(LEAST);
    assertThat(plain.holds()).isGreaterThanOrEqualTo(LEAST);
    assertThat(live.powered()).isEqualTo(SEEDS);
    assertThat(plain.powered()).isZero();
    assertThat(live.width()).isLessThan(0.95 * plain.width());
  }

  /// Ten answers a conversation, alike: intervals by answer would hold in some 60 %.
  @Test
  void interval_conversationsOfTen_coversTheTruth() {
    assertThat(tally(new Asking(0.3, 0.4, 10), 0.79, SampledQualityTest::live).holds())
        .isGreaterThanOrEqualTo(LEAST);
  }

  @Test
  void basis_dependsOnWhoWasAsked() {
    assertThat(
            live(Frontier.of(log(2_000, new Asking(0, 0.3, 1), 1), List.of("a", "b"), 1)).basis())
        .isEqualTo(Basis.JUDGED);
    assertThat(live(Frontier.of(log(2_000, new Asking(.2, 0, 1), 1), List.of("a", "b"), 1)).basis())
        .isEqualTo(Basis.SAMPLED);
    assertThat(live(Frontier.of(log(100, new Asking(.2, 0, 1), 1), List.of("a", "b"), 1)).basis())
        .isEqualTo(Basis.SIGNALS);
  }
}
