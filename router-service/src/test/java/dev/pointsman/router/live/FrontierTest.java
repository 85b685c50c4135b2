package dev.pointsman.router.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Prediction;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.router.live.Frontier.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrontierTest {

  private static final List<String> ARMS = List.of("cheap", "dear");

  /// Easy prompts (half of them) are answered by both arms, hard ones rarely by the cheap one. The
  /// logging policy sends hard prompts to the dear arm, so the mean of what each served misleads.
  @Test
  void arms_loggedByASkewedPolicy_areEstimatedAtTheirTruth() {
    List<Sample> samples = skewed(20_000, 0.5);

    Frontier frontier = Frontier.of(samples, ARMS, 100);

    // cheap: (.9 + .2) / 2, dear: (.95 + .85) / 2; served means would be near .82 and .87.
    Point cheap = frontier.points().get(1);
    Point dear = frontier.points().get(2);
    assertThat(cheap.quality().orElseThrow().mean()).isCloseTo(0.55, within(0.03));
    assertThat(dear.quality().orElseThrow().mean()).isCloseTo(0.90, within(0.03));
    assertThat(cheap.cost().orElseThrow().mean()).isCloseTo(0.001, within(1e-4));
    assertThat(dear.cost().orElseThrow().mean()).isCloseTo(0.010, within(1e-3));
    Point uniform = frontier.points().get(3);
    assertThat(uniform.quality().orElseThrow().mean()).isCloseTo(0.725, within(0.03));
    Interval interval = cheap.quality().orElseThrow();
    assertThat(interval.lo()).isLessThan(0.55);
    assertThat(interval.hi()).isGreaterThan(0.55);
    assertThat(interval.ess()).isBetween(500.0, 20_000.0);
  }

  /// Over 200 logs of 400 rows the 95 % interval should hold the truth in about 190; 175 is far in
  /// the tail of Binomial(200, .95) (p < 1e-5).
  @Test
  void intervals_overManySmallLogs_holdTheTruth() {
    int holds = 0;
    for (int seed = 0; seed < 200; seed++) {
      Point cheap = Frontier.of(skewed(400, seed), ARMS, 100).points().get(1);
      Interval interval = cheap.quality().orElseThrow();
      holds += interval.lo() <= 0.55 && 0.55 <= interval.hi() ? 1 : 0;
    }
    assertThat(holds).isGreaterThanOrEqualTo(175);
  }

  @Test
  void arm_neverDrawn_hasAPointWithoutFigures() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      samples.add(sample(1, 1.0, 0.9).withReward(1, 1, Asked.NOBODY).withCost(0.01));
    }

    Frontier frontier = Frontier.of(samples, ARMS, 100);

    assertThat(frontier.points().get(1).arm()).contains("cheap");
    assertThat(frontier.points().get(1).quality()).isEmpty();
    assertThat(frontier.points().get(2).quality()).isPresent();
  }

  @Test
  void fewEqualRewards_doNotLookCertain() {
    List<Sample> samples = List.of(sample(1, 1.0, 0.9).withReward(1, 1, Asked.NOBODY));

    Interval live = Frontier.of(samples, ARMS, 100).points().get(0).quality().orElseThrow();

    assertThat(live.mean()).isEqualTo(1);
    assertThat(live.lo()).isLessThan(0.5);
  }

  @Test
  void notRoutable_countsForNoPoint() {
    Sample concrete =
        new Sample(0, 0, facts(1, false, false), List.of())
            .withReward(0, 1, Asked.NOBODY)
            .withCost(1);

    Frontier frontier = Frontier.of(List.of(concrete), ARMS, 100);

    assertThat(frontier.points()).allSatisfy(point -> assertThat(point.n()).isZero());
  }

  @Test
  void staticMix_isTheUpperConcaveNonDecreasingHull() {
    List<double[]> corners =
        Hull.of(points(new double[][] {{1, .52}, {2, .55}, {3, .9}, {4, .8}, {.5, .4}, {6, .95}}));

    assertThat(corners).hasSize(4);
    assertThat(corners.stream().map(c -> c[0])).containsExactly(0.5, 1.0, 3.0, 6.0);
  }

  /// Two arms were there while all samples were drawn; then a third joined, and the cheap one left.
  @Test
  void of_armsThatJoinedOrLeft_keepWhatIsKnownOfTheOthers() {
    List<Sample> before = skewed(20_000, 0.5);
    List<Sample> joined = before.stream().map(s -> s.among(new int[] {-1, 1, 0})).toList();
    List<Sample> left = before.stream().map(s -> s.among(new int[] {1})).toList();

    List<Point> three = Frontier.of(joined, List.of("new", "dear", "cheap"), 100).points();
    List<Point> one = Frontier.of(left, List.of("dear"), 100).points();

    List<Point> two = Frontier.of(before, ARMS, 100).points();
    assertThat(three.get(1).quality()).as("of the new arm nothing is known").isEmpty();
    assertThat(three.get(1).n()).isZero();
    assertThat(three.get(2)).isEqualTo(two.get(2));
    assertThat(three.get(3)).isEqualTo(two.get(1));
    assertThat(three.get(4).n()).as("nor of an even draw with it").isZero();
    assertThat(one.get(1).quality().orElseThrow().mean()).isCloseTo(0.90, within(0.03));
  }

  private static List<Point> points(double[][] arms) {
    List<Point> points = new ArrayList<>();
    for (double[] arm : arms) {
      points.add(
          new Point(
              "arm",
              Optional.of("x"),
              OptionalDouble.empty(),
              1,
              1,
              Optional.of(new Interval(arm[0], 0, 9, 1)),
              Optional.of(new Interval(arm[1], 0, 1, 1)),
              Basis.SIGNALS));
    }
    return points;
  }

  private static List<Sample> skewed(int n, double seed) {
    Random random = new Random(Double.doubleToLongBits(seed));
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean hard = random.nextBoolean();
      double dearly = hard ? 0.9 : 0.2;
      int arm = random.nextDouble() < dearly ? 1 : 0;
      double skill = arm == 1 ? (hard ? 0.85 : 0.95) : (hard ? 0.2 : 0.9);
      double reward = random.nextDouble() < skill ? 1 : 0;
      double cost = arm == 1 ? 0.010 : 0.001;
      // The model knows nothing of hard and easy: the propensities must do the work.
      samples.add(
          sample(arm, arm == 1 ? dearly : 1 - dearly, 0.7)
              .withCost(cost)
              .withReward(reward, 1, Asked.NOBODY));
    }
    return samples;
  }

  private static Sample sample(int arm, double propensity, double guess) {
    Prediction cheap = new Prediction(guess, 0.1, 0.002, Double.NaN);
    Prediction dear = new Prediction(guess, 0.1, 0.008, Double.NaN);
    return new Sample(0, arm, facts(propensity, true, false), List.of(cheap, dear));
  }

  @Test
  void of_holdout_isAPointOfItsOwnAndNotLive() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean holdout = i % 4 == 0;
      Sample sample = new Sample(i, holdout ? 1 : 0, facts(1, true, holdout), List.of());
      samples.add(sample.withCost(holdout ? 3 : 1).withReward(holdout ? 1 : 0.5, 1, Asked.NOBODY));
    }

    List<Frontier.Point> points = Frontier.of(samples, List.of("cheap", "dear"), 1).points();

    Frontier.Point live = points.getFirst();
    Frontier.Point heldOut = points.get(1);
    assertThat(live.kind()).isEqualTo("live");
    assertThat(live.n()).isEqualTo(30);
    assertThat(live.cost().orElseThrow().mean()).isEqualTo(1);
    assertThat(heldOut.kind()).isEqualTo("holdout");
    assertThat(heldOut.n()).isEqualTo(10);
    assertThat(heldOut.cost().orElseThrow().mean()).isEqualTo(3);
  }

  private static RewardEntry.Facts facts(double propensity, boolean routable, boolean holdout) {
    return new RewardEntry.Facts("", propensity, 2, routable, 1, -1, holdout);
  }
}
