package dev.pointsman.bandit.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.change.Candidacy.Outcome;
import dev.pointsman.bandit.change.Candidacy.Stage;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Many runs against simulated traffic: two arms, of which the serving policy draws the good one in
/// half of the cases. Looked at after every row.
class CandidacyTest {

  private static final double SERVING = 0.5;
  private static final double USD = 0.01;
  private static final Rules RULES = new Rules(0.05, 0, 0.02, 0.5, 0.2, 1, 8_000);

  /// Means of the two arms, quality and cost in hundredths of a dollar.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record World(double[] quality, double[] cost) {}

  private static final World PLAIN = new World(new double[] {0.5, 0.8}, new double[] {1, 1.2});

  private static Outcome outcome(World world, int arm, Random random) {
    double quality = random.nextDouble() < world.quality[arm] ? 1 : 0;
    return new Outcome(quality, USD * world.cost[arm] * 2 * random.nextDouble());
  }

  private static Candidacy begun() {
    return begun(RULES);
  }

  private static Candidacy begun(Rules rules) {
    Candidacy candidacy = new Candidacy(rules);
    candidacy.priced(USD, 0.1 / USD);
    candidacy.taught();
    assertThat(candidacy.isWarmingUp()).isFalse();
    return candidacy;
  }

  /// The candidate draws the good arm with probability `candidate`, and expects nothing right; a
  /// third of the outcomes is seen, of every fifth row a sixth.
  private static void shadow(
      Candidacy candidacy, double candidate, World world, Random random, int rows) {
    double[] mine = {1 - candidate, candidate};
    double[] logged = {1 - SERVING, SERVING};
    double[] expected = {0.7, 0.7};
    for (int i = 0; i < rows && candidacy.stage() == Stage.SHADOW; i++) {
      int arm = random.nextDouble() < SERVING ? 1 : 0;
      double asked = random.nextInt(5) == 0 ? 1.0 / 6 : 1.0 / 3;
      Outcome outcome = outcome(world, arm, random);
      if (random.nextDouble() < asked) {
        Shadowed row = Shadowed.of(mine, logged, expected, arm);
        candidacy.shadowed(row, 1.0 / 6 / asked, outcome);
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

  private static Map<Stage, Integer> shadows(double candidate, World world, int runs) {
    Map<Stage, Integer> ends = new EnumMap<>(Stage.class);
    for (int seed = 0; seed < runs; seed++) {
      Candidacy candidacy = begun();
      shadow(candidacy, candidate, world, new Random(seed), 40_000);
      ends.merge(candidacy.stage(), 1, Integer::sum);
    }
    return ends;
  }

  /// A candidate that draws otherwise but is worth the same: arms of equal worth. At most 5 % may
  /// leave the shadow; 33 of 400 is three deviations above.
  @Test
  void shadow_equalPolicy_isPromotedInAtMostAlphaOfTheRuns() {
    World equal = new World(new double[] {0.7, 0.7}, new double[] {1, 1});
    int promoted = shadows(0.9, equal, 400).getOrDefault(Stage.CANARY, 0);

    System.out.println("equal policies promoted: " + promoted + " of 400");
    assertThat(promoted).isLessThanOrEqualTo(33);
  }

  /// Not even one that is the serving policy to the bit, looked at after every row.
  @Test
  void shadow_samePolicy_isNeverPromoted() {
    assertThat(shadows(SERVING, PLAIN, 20)).doesNotContainKey(Stage.CANARY);
  }

  @Test
  void shadow_betterPolicy_becomesACanary_worseIsRejected() {
    Map<Stage, Integer> better = shadows(0.95, PLAIN, 100);
    Map<Stage, Integer> worse = shadows(0.05, PLAIN, 100);

    System.out.println("better by .135: " + better + ", worse by .135: " + worse);
    assertThat(better.getOrDefault(Stage.CANARY, 0)).isGreaterThanOrEqualTo(95);
    assertThat(worse.getOrDefault(Stage.REJECTED, 0)).isEqualTo(100);
  }

  @Test
  void shadow_betterByLessThanTheMargin_isRejected() {
    Rules rules = new Rules(0.05, 0.2, 0.02, 0.5, 0.2, 1, 8_000);
    for (int seed = 0; seed < 20; seed++) {
      Candidacy candidacy = begun(rules);
      shadow(candidacy, 0.95, PLAIN, new Random(seed), 40_000);
      assertThat(candidacy.stage()).isEqualTo(Stage.REJECTED);
      assertThat(candidacy.why()).isEqualTo("not better by the margin");
    }
  }

  /// Warm-up teaches and measures nothing.
  @Test
  void shadow_warmingUp_movesNowhere_andSetsTheScale() {
    Candidacy candidacy = new Candidacy(new Rules(0.05, 0, 0.02, 0.5, 0.2, 3, 8_000));
    for (int i = 0; i < 3; i++) {
      assertThat(candidacy.isWarmingUp()).isTrue();
      candidacy.priced(0.02, 5);
      candidacy.taught();
    }
    candidacy.priced(1_000, 1_000);

    assertThat(candidacy.isWarmingUp()).isFalse();
    assertThat(candidacy.scale()).isEqualTo(new Scale(5, 0.2));
    assertThat(candidacy.scale().utility(1, 0)).isEqualTo(1);
    assertThat(candidacy.scale().utility(0, 9)).isZero();
  }

  private static Candidacy canary() {
    Candidacy candidacy = begun();
    assertThat(candidacy.promote("by hand")).isTrue();
    assertThat(candidacy.stage()).isEqualTo(Stage.CANARY);
    return candidacy;
  }

  @Test
  void canary_goodCandidate_comesToServeAndKeepsServing() {
    int serving = 0;
    for (int seed = 0; seed < 20; seed++) {
      Candidacy candidacy = canary();
      serve(candidacy, 0.95, PLAIN, new Random(seed), 20_000);
      serving += candidacy.stage() == Stage.SERVING ? 1 : 0;
    }
    assertThat(serving).isEqualTo(20);
  }

  /// Rows until it is taken back, in the middle and at a tenth from the end, of 100 runs, and in
  /// how many it was within 30,000.
  private record Delay(long middle, long late, long found) {}

  /// A canary as good as what serves, 0.8, which after `sound` rows is worse by `fall`.
  private static Delay delay(double fall, int sound) {
    World now = new World(new double[] {0, 0.8}, PLAIN.cost);
    World fallen = new World(new double[] {0, 0.8 - fall}, PLAIN.cost);
    long[] rows = new long[100];
    for (int seed = 0; seed < rows.length; seed++) {
      Random random = new Random(seed);
      Candidacy candidacy = canary();
      while (rows[seed] < 30_000 && !candidacy.stage().isOver()) {
        boolean isCandidates = random.nextDouble() < candidacy.share();
        boolean isFallen = candidacy.rows() >= sound || rows[seed] > 0;
        World world = isFallen && isCandidates ? fallen : now;
        candidacy.served(isCandidates, 1, outcome(world, 1, random));
        rows[seed] += isFallen ? 1 : 0;
      }
    }
    Arrays.sort(rows);
    return new Delay(rows[50], rows[90], Arrays.stream(rows).filter(r -> r < 30_000).count());
  }

  @Test
  void canary_whoseQualityFell_isTakenBack() {
    Delay large = delay(0.18, 0);
    Delay late = delay(0.18, 3_000);
    Delay small = delay(0.09, 0);

    System.out.println("worse by .18: " + large + ", after 3,000 good rows: " + late);
    System.out.println("worse by .09: " + small);
    assertThat(large.middle()).isLessThan(800);
    assertThat(late.middle()).isLessThan(1_500);
    assertThat(small.found()).isEqualTo(100);
    assertThat(small.middle()).isLessThan(3_000);
  }

  @Test
  void serving_whoseCostRose_isTakenBack() {
    World dear = new World(new double[] {0.5, 0.8}, new double[] {1, 3});
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Candidacy candidacy = canary();
      serve(candidacy, 0.95, PLAIN, random, 8_000);
      assertThat(candidacy.stage()).isEqualTo(Stage.SERVING);
      serve(candidacy, 0.95, dear, random, 20_000);
      assertThat(candidacy.stage()).isEqualTo(Stage.TAKEN_BACK);
      assertThat(candidacy.why()).isEqualTo("cost");
    }
  }

  /// Worse for sure, by less than would raise an alarm: it does not come to serve.
  @Test
  void canary_worseButAsIsAllowed_isTakenBackAfterItsRows() {
    Rules rules = new Rules(0.05, 0, 0.9, 9, 0.5, 1, 2_000);
    for (int seed = 0; seed < 20; seed++) {
      Candidacy candidacy = begun(rules);
      candidacy.promote("by hand");
      serve(candidacy, 0.05, PLAIN, new Random(seed), 2_000);
      assertThat(candidacy.stage()).isEqualTo(Stage.TAKEN_BACK);
      assertThat(candidacy.why()).isEqualTo("utility");
      assertThat(candidacy.rows()).isEqualTo(2_000);
    }
  }

  /// As good as what serves less what is allowed, the worst of what may go on: at most alpha of
  /// false alarms; 11 of 100 is three deviations above.
  @Test
  void canary_noWorseThanAllowed_isSeldomTakenBack() {
    int takenBack = 0;
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      Candidacy candidacy = canary();
      for (int i = 0; i < 20_000 && !candidacy.stage().isOver(); i++) {
        boolean mine = random.nextDouble() < candidacy.share();
        World world = new World(new double[] {0, mine ? 0.78 : 0.8}, PLAIN.cost);
        candidacy.served(mine, 1, outcome(world, 1, random));
      }
      takenBack += candidacy.stage() == Stage.TAKEN_BACK ? 1 : 0;
    }
    System.out.println("as bad as allowed, taken back: " + takenBack + " of 100");
    assertThat(takenBack).isLessThanOrEqualTo(11);
  }

  @Test
  void write_thenRead_goesOnBitForBit() {
    for (int rows : new int[] {0, 300}) {
      Candidacy candidacy = canary();
      serve(candidacy, 0.9, PLAIN, new Random(1), rows);
      Candidacy read = Candidacy.read(RULES, ByteReader.of("test", bytes(candidacy)));
      serve(candidacy, 0.9, PLAIN, new Random(2), 500);
      serve(read, 0.9, PLAIN, new Random(2), 500);
      assertThat(bytes(read)).isEqualTo(bytes(candidacy));
    }
  }

  @Test
  void byHand_oneStepOn_orTheEnd_andNothingAfter() {
    Candidacy candidacy = canary();
    assertThat(candidacy.promote("ann")).isTrue();
    assertThat(candidacy.stage()).isEqualTo(Stage.SERVING);
    assertThat(candidacy.promote("ann")).isFalse();
    assertThat(candidacy.stop("bob")).isTrue();
    assertThat(candidacy.stage()).isEqualTo(Stage.TAKEN_BACK);
    assertThat(candidacy.why()).isEqualTo("bob");
    assertThat(candidacy.stop("bob")).isFalse();
    assertThat(candidacy.share()).isZero();
  }

  private static byte[] bytes(Candidacy candidacy) {
    ByteWriter out = new ByteWriter();
    candidacy.write(out);
    return out.toBytes();
  }
}
