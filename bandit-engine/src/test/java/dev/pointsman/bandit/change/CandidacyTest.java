package dev.pointsman.bandit.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.change.Candidacy.Stage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Many runs against simulated traffic: two arms, of which the serving policy draws the good one in
/// half of the cases.
class CandidacyTest {

  private static final Rules RULES = new Rules(0.05, 0, 0.02, 0.1, 0.2, 8_000);
  private static final double SERVING = 0.5;

  /// Means of the two arms, quality and cost.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record World(double[] quality, double[] cost) {}

  private static final World PLAIN = new World(new double[] {0.5, 0.8}, new double[] {0.1, 0.2});

  private static Outcome outcome(World world, int arm, Random random) {
    double quality = random.nextDouble() < world.quality[arm] ? 1 : 0;
    double cost = Math.min(1, world.cost[arm] * 2 * random.nextDouble());
    return new Outcome(quality, cost, (quality - 0.2 * cost + 0.2) / 1.2);
  }

  /// The candidate draws the good arm with probability `candidate`; a third of the outcomes is
  /// seen, of every fifth row a sixth.
  private static void shadow(
      Candidacy candidacy, double candidate, World world, Random random, int rows) {
    for (int i = 0; i < rows && candidacy.stage() == Stage.SHADOW; i++) {
      int arm = random.nextDouble() < SERVING ? 1 : 0;
      double ratio = arm == 1 ? candidate / SERVING : (1 - candidate) / (1 - SERVING);
      double asked = random.nextInt(5) == 0 ? 1.0 / 6 : 1.0 / 3;
      Outcome outcome = outcome(world, arm, random);
      if (random.nextDouble() < asked) {
        candidacy.shadowed(ratio, 1.0 / 6 / asked, outcome);
      }
    }
  }

  private static void serve(
      Candidacy candidacy, double candidate, World world, Random random, int rows) {
    for (int i = 0; i < rows && !candidacy.stage().isOver(); i++) {
      boolean byCandidate = random.nextDouble() < candidacy.share();
      double good = byCandidate ? candidate : SERVING;
      int arm = random.nextDouble() < good ? 1 : 0;
      candidacy.served(byCandidate, 1, outcome(world, arm, random));
    }
  }

  private static Map<Stage, Integer> shadows(double candidate, int runs) {
    Map<Stage, Integer> ends = new EnumMap<>(Stage.class);
    for (int seed = 0; seed < runs; seed++) {
      Candidacy candidacy = new Candidacy(RULES);
      shadow(candidacy, candidate, PLAIN, new Random(seed), 20_000);
      ends.merge(candidacy.stage(), 1, Integer::sum);
    }
    return ends;
  }

  /// A candidate that draws otherwise but is worth the same: arms of equal worth. At most 5 % may
  /// leave the shadow; 34 of 400 is three deviations above.
  @Test
  void shadow_equalPolicy_isPromotedInAtMostAlphaOfTheRuns() {
    World equal = new World(new double[] {0.7, 0.7}, new double[] {0.1, 0.1});
    int promoted = 0;
    for (int seed = 0; seed < 400; seed++) {
      Candidacy candidacy = new Candidacy(RULES);
      shadow(candidacy, 0.9, equal, new Random(seed), 20_000);
      promoted += candidacy.stage() == Stage.CANARY ? 1 : 0;
    }

    System.out.println("equal policies promoted: " + promoted + " of 400");
    assertThat(promoted).isLessThanOrEqualTo(33);
  }

  /// Not even one that is the serving policy to the bit, looked at after every row.
  @Test
  void shadow_samePolicy_isNeverPromoted() {
    assertThat(shadows(SERVING, 100)).doesNotContainKey(Stage.CANARY);
  }

  @Test
  void shadow_betterPolicy_becomesACanary_worseIsRejected() {
    Map<Stage, Integer> better = shadows(0.95, 100);
    Map<Stage, Integer> worse = shadows(0.05, 100);

    System.out.println("better by .135: " + better + ", worse by .135: " + worse);
    assertThat(better.getOrDefault(Stage.CANARY, 0)).isGreaterThanOrEqualTo(95);
    assertThat(worse.getOrDefault(Stage.REJECTED, 0)).isEqualTo(100);
  }

  private static Candidacy canary(Random random) {
    Candidacy candidacy = new Candidacy(RULES);
    shadow(candidacy, 0.95, PLAIN, random, 20_000);
    assertThat(candidacy.stage()).isEqualTo(Stage.CANARY);
    return candidacy;
  }

  @Test
  void canary_goodCandidate_comesToServeAndKeepsServing() {
    int serving = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Candidacy candidacy = canary(random);
      assertThat(candidacy.share()).isEqualTo(0.2);
      serve(candidacy, 0.95, PLAIN, random, 20_000);
      serving += candidacy.stage() == Stage.SERVING ? 1 : 0;
    }
    assertThat(serving).isEqualTo(20);
  }

  /// What was good in shadow is bad when it serves: its good arm is right once in ten.
  @Test
  void canary_whoseQualityFell_isTakenBack() {
    World fallen = new World(new double[] {0.5, 0.1}, new double[] {0.1, 0.2});
    long rows = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Candidacy candidacy = canary(random);
      serve(candidacy, 0.95, fallen, random, 20_000);
      assertThat(candidacy.stage()).isEqualTo(Stage.TAKEN_BACK);
      assertThat(candidacy.share()).isZero();
      rows += candidacy.rows();
    }
    System.out.println("quality .18 lower: taken back after " + rows / 20 + " rows on average");
  }

  @Test
  void serving_whoseCostRose_isTakenBack() {
    World dear = new World(new double[] {0.5, 0.8}, new double[] {0.1, 0.9});
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Candidacy candidacy = canary(random);
      serve(candidacy, 0.95, PLAIN, random, 8_000);
      assertThat(candidacy.stage()).isEqualTo(Stage.SERVING);
      serve(candidacy, 0.95, dear, random, 20_000);
      assertThat(candidacy.stage()).isEqualTo(Stage.TAKEN_BACK);
    }
  }

  /// A candidate that equals what serves is kept: at most alpha of false alarms.
  @Test
  void canary_noWorseThanWhatServes_isSeldomTakenBack() {
    int takenBack = 0;
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      Candidacy candidacy = canary(random);
      serve(candidacy, SERVING, PLAIN, random, 8_000);
      takenBack += candidacy.stage() == Stage.TAKEN_BACK ? 1 : 0;
    }
    assertThat(takenBack).isLessThanOrEqualTo(11);
  }
}
